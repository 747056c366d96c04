#!/bin/sh
# Installs what is needed to build, builds the plugin and traces the bundled demo. Run it again: only the last part is left.
set -eu
cd "$(dirname "$0")/.."
# shellcheck source=packaging/dependencies.sh
. packaging/dependencies.sh

echo "This installs what the build needs (by apt, dnf or brew), builds kubectl-scout into build/release and traces a demo."
dependencies_ready build

cmake --preset release --log-level=WARNING
cmake --build --preset release --target kubectl-scout kubectl-scout-man

echo
echo "\$ kubectl scout trace --demo"
build/release/bin/kubectl-scout trace --demo

echo
echo "The plugin is $PWD/build/release/bin/kubectl-scout."
echo "Put that folder on your PATH, and try: kubectl scout trace deploy/NAME -n NAMESPACE"
