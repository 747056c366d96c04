#!/bin/sh
# Installs what is needed to build, builds the plugin and the viewer, traces two chains of the bundled demo and opens it in a window;
# without a display it is drawn into a PNG. Run it again: only the last part is left.
set -eu
cd "$(dirname "$0")/.."
# shellcheck source=packaging/dependencies.sh
. packaging/dependencies.sh

echo "This installs what the build needs (by apt, dnf or brew), builds kubectl-scout and scout-desktop into build/release"
echo "and shows a recorded demo."
dependencies_ready build

cmake --preset release --log-level=WARNING
cmake --build --preset release --target kubectl-scout kubectl-scout-man scout-desktop
bin=$PWD/build/release/bin

echo
for example in "deploy/frontend -n prod" "deploy/web -n failed-source"; do
    echo "\$ kubectl scout trace --demo $example"
    # shellcheck disable=SC2086 # the words of an example
    "$bin/kubectl-scout" trace --demo $example
    echo
done
echo "kubectl scout trace --demo shows the other ten of the demo, too."

echo
if [ -n "${DISPLAY-}${WAYLAND_DISPLAY-}" ] || [ "$(uname)" = Darwin ]; then
    echo "\$ kubectl scout open --demo"
    "$bin/kubectl-scout" open --demo
    echo "The demo is open in a window of its own."
else
    echo "\$ scout-desktop --demo --export demo.png"
    "$bin/scout-desktop" --demo --export build/release/demo.png
    echo "There is no display: the demo's picture is $PWD/build/release/demo.png"
fi

echo
echo "The plugin is $bin/kubectl-scout, the viewer is $bin/scout-desktop."
echo "Put that folder on your PATH, and try: kubectl scout trace deploy/NAME -n NAMESPACE"
