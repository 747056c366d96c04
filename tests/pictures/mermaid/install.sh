#!/bin/sh
# install.sh FOLDER: Mermaid's parser into FOLDER, with the versions of package-lock.json. Nothing is done when it is there.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
mkdir -p "$1"
if ! cmp -s "$here/package-lock.json" "$1/installed.json"; then
    cp "$here/package.json" "$here/package-lock.json" "$1/"
    (cd "$1" && npm ci --ignore-scripts --no-audit --no-fund)
    cp "$here/package-lock.json" "$1/installed.json"
fi
cp "$here/check.mjs" "$1/"
