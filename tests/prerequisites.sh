#!/bin/sh
# Make sure that the tests find a Chromium, a font with Chinese characters, one as wide as Times New Roman (papers are set
# in it: with a wider one they have other pages), the programs of a PostgreSQL server, LibreOffice (Calc, Writer,
# Impress), pdftotext, a Redis server, nginx and R. Where something is missing and this may install it, it does; where it
# may not, it prints the command for a person and fails. The tests start servers of their own, on a free port.
set -eu

# Its name is no program's: `command -v` finds functions too.
a_chromium() {
    for name in chromium chromium-browser google-chrome google-chrome-stable; do
        command -v "$name" >/dev/null 2>&1 && return 0
    done
    return 1
}

font() {
    command -v fc-list >/dev/null 2>&1 && [ -n "$(fc-list :lang=zh family)" ]
}

# fc-list prints nothing for a family that is not there.
a_roman() {
    command -v fc-list >/dev/null 2>&1 && [ -n "$(fc-list 'Times New Roman' family; fc-list 'Liberation Serif' family)" ]
}

postgresql() {
    command -v initdb >/dev/null 2>&1 && command -v postgres >/dev/null 2>&1 && return 0
    for program in /usr/lib/postgresql/*/bin/initdb; do
        [ -x "$program" ] && return 0
    done
    return 1
}

# office LIBRARY: whether LibreOffice is there with one of its programs: sc (Calc), sw (Writer), sd (Impress).
office() {
    command -v soffice >/dev/null 2>&1 || command -v libreoffice >/dev/null 2>&1 || return 1
    for folder in /usr/lib/libreoffice /usr/lib64/libreoffice /opt/libreoffice*; do
        [ -e "$folder/program/lib$1lo.so" ] && return 0
    done
    ! command -v apt-get >/dev/null 2>&1 # elsewhere it may live in another folder
}

pdf() {
    command -v pdftotext >/dev/null 2>&1
}

redis() {
    command -v redis-server >/dev/null 2>&1
}

a_proxy() {
    command -v nginx >/dev/null 2>&1 || [ -x /usr/sbin/nginx ]
}

r() {
    command -v Rscript >/dev/null 2>&1
}

missing=
a_chromium || missing="$missing chromium"
font || missing="$missing fontconfig fonts-noto-cjk"
a_roman || missing="$missing fontconfig fonts-liberation"
postgresql || missing="$missing postgresql"
office sc || missing="$missing libreoffice-calc"
office sw || missing="$missing libreoffice-writer"
office sd || missing="$missing libreoffice-impress"
pdf || missing="$missing poppler-utils"
redis || missing="$missing redis-server"
a_proxy || missing="$missing nginx"
r || missing="$missing r-base-core"
[ -n "$missing" ] || exit 0

if ! command -v apt-get >/dev/null 2>&1; then
    echo "The tests need these. Install them, in the way of this system:$missing" >&2
    exit 1
fi
# Debian makes and starts a PostgreSQL server of its own where it is not told otherwise; the tests have no use for it.
cluster=/etc/postgresql-common/createcluster.conf
quiet="{ [ -e $cluster ] || { mkdir -p ${cluster%/*} && echo 'create_main_cluster = false' >$cluster; }; }"
install="apt-get update && $quiet && apt-get install --yes --no-install-recommends$missing"
if [ "$(id -u)" = 0 ]; then
    root=
elif command -v sudo >/dev/null 2>&1 && sudo -n true 2>/dev/null; then
    root="sudo -n"
else
    echo "The tests need$missing. Please run as root, then start again:" >&2
    echo "    sudo apt-get install --no-install-recommends$missing" >&2
    exit 1
fi
echo "Installing for the tests:$missing ..."
log=$(mktemp)
if ! $root env DEBIAN_FRONTEND=noninteractive UCF_FORCE_CONFOLD=1 sh -c "$install" >"$log" 2>&1; then
    cat "$log" >&2
    rm -f "$log"
    echo "That failed; the command was: $install" >&2
    exit 1
fi
rm -f "$log"
