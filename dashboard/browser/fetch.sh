#!/bin/sh
# Fetch the two plotly files that the browser needs into dashboard/assets/vendor/, by npm, checked against the
# integrity hashes of package-lock.json. Nothing that npm brings is run. Where npm cannot bring them the dashboard
# works all the same with the larger bundle of the Python package, so this never fails: it says so in one sentence.
#
#   fetch.sh          fetch what package-lock.json names
#   fetch.sh --lock   write package-lock.json anew from package.json
#
# Dash loads assets in the order of their names: the bundle first, then the locale that registers with it.
set -eu
cd "$(dirname "$0")"
vendor=../assets/vendor

lock() {
    npm install --package-lock-only --ignore-scripts --no-audit --no-fund --loglevel=error --omit-lockfile-registry-resolved
    # We copy one finished file out of plotly.js. Without the list of its 227 dependencies npm fetches one
    # package instead of 228, and without "engines" it does not warn about a Node.js that we never run it with.
    node -e '
        const fs = require("fs"), lock = JSON.parse(fs.readFileSync("package-lock.json"));
        const wanted = ["", ...Object.keys(lock.packages[""].dependencies).map((name) => "node_modules/" + name)];
        lock.packages = Object.fromEntries(wanted.map((path) => [path, lock.packages[path]]));
        for (const path of wanted.slice(1)) { delete lock.packages[path].dependencies; delete lock.packages[path].engines; }
        fs.writeFileSync("package-lock.json", JSON.stringify(lock, null, 2) + "\n");'
}

without() {
    rm -rf node_modules "$vendor"
    echo "The small plotly bundle was not fetched ($1): the dashboard uses the larger one of the Python package."
    exit 0
}

fetch() {
    command -v npm >/dev/null 2>&1 || without "npm is not installed"
    log=$(mktemp)
    npm ci --ignore-scripts --no-audit --no-fund --loglevel=error --fetch-retries=1 >"$log" 2>&1 || {
        cat "$log" >&2
        rm -f "$log"
        without "npm ci failed"
    }
    rm -rf "$log" "$vendor"
    mkdir -p "$vendor"
    cp node_modules/plotly.js-cartesian-dist-min/plotly-cartesian.min.js "$vendor/plotly-1-cartesian.min.js"
    cp node_modules/plotly.js/dist/plotly-locale-zh-cn.js "$vendor/plotly-2-locale-zh-cn.js"
    cp node_modules/plotly.js-cartesian-dist-min/LICENSE "$vendor/LICENSE"
    rm -rf node_modules
}

case "${1:-}" in
    --lock) lock ;;
    "") fetch ;;
    *) echo "usage: $0 [--lock]" >&2; exit 2 ;;
esac
