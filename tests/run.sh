#!/bin/sh
# Installs what building and testing need, builds everything with warnings as errors and runs the tests that need no cluster.
set -eu
cd "$(dirname "$0")/.."
# shellcheck source=packaging/dependencies.sh
. packaging/dependencies.sh

echo "This installs what building and testing need (by apt, dnf or brew), builds into build/dev and runs the tests."
dependencies_ready build test

cmake --preset dev --log-level=WARNING
cmake --build --preset dev
exec ctest --preset dev "$@"
