#!/bin/sh
# The documentation's pictures anew: sh tests/desktop/pictures.sh [BUILD FOLDER]. Look at each before it is committed.
set -eu
cd "$(dirname "$0")/../.."
build=${1:-build/dev}
images=resources/docs/images
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
export QT_QPA_PLATFORM=offscreen

cmake --build "$build" --target scout-screenshots scout-desktop
"$build/tests/scout-screenshots" "$images"
QT_SCALE_FACTOR=2 "$build/tests/scout-screenshots" "$images"
python3 tests/benchmark/make_snapshot.py 10000 -o "$scratch/sample.json"
"$build/tests/scout-screenshots" "$images" "$scratch/sample.json"
"$build/bin/scout-desktop" --demo --select deployment/web -n argo-tag-moved --export "$images/export.png"
