#!/bin/sh
# Make sure that the browser tests find a Chromium and a font with Chinese characters. Where something is missing and
# this may install it, it does; where it may not, it prints the command for a person and fails.
set -eu

chromium() {
    for name in chromium chromium-browser google-chrome google-chrome-stable; do
        command -v "$name" >/dev/null 2>&1 && return 0
    done
    return 1
}

font() {
    command -v fc-list >/dev/null 2>&1 && [ -n "$(fc-list :lang=zh family)" ]
}

missing=
chromium || missing="$missing chromium"
font || missing="$missing fontconfig fonts-noto-cjk"
[ -n "$missing" ] || exit 0

if ! command -v apt-get >/dev/null 2>&1; then
    echo "The browser tests need Chromium and a font with Chinese characters. Install, in the way of this system:$missing" >&2
    exit 1
fi
install="apt-get update && apt-get install --yes --no-install-recommends$missing"
if [ "$(id -u)" = 0 ]; then
    root=
elif command -v sudo >/dev/null 2>&1 && sudo -n true 2>/dev/null; then
    root="sudo -n"
else
    echo "The browser tests need$missing. Please run as root, then start again:" >&2
    echo "    sudo sh -c '$install'" >&2
    exit 1
fi
echo "Installing for the browser tests:$missing ..."
log=$(mktemp)
if ! $root env DEBIAN_FRONTEND=noninteractive sh -c "$install" >"$log" 2>&1; then
    cat "$log" >&2
    rm -f "$log"
    echo "That failed; the command was: $install" >&2
    exit 1
fi
rm -f "$log"
