#!/bin/sh
# .ci/run with stages that only pretend: order, totals, and that the first failure ends the run.
set -eu
top=$(cd "$(dirname "$0")/../.." && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
failed=0
cases=0

# tree NAME: a copy of .ci/run among pretended scripts and programs; each writes its name into the log.
tree() {
    name=$1
    tree=$work/$name
    log=$work/$name.log
    : >"$log"
    mkdir -p "$tree/.ci" "$tree/bin" "$tree/packaging" "$tree/tests/cluster"
    cp "$top/.ci/run" "$tree/.ci/run"
    pretend tests/run.sh 'echo "100% tests passed, 0 tests failed out of 7"'
    pretend packaging/dependencies.sh ''
    pretend tests/cluster/ground ''
    pretend bin/cmake ''
    pretend bin/go ''
    pretend bin/ctest 'case $* in *asan) echo "100% tests passed, 0 tests failed out of 5" ;; *) echo "100% tests passed, 0 tests failed out of 3" ;; esac'
}

pretend() {
    printf '#!/bin/sh\necho "%s $*" >>"%s"\n%s\n' "$1" "$log" "$2" >"$tree/$1"
    chmod +x "$tree/$1"
}

run() {
    status=0
    PATH=$tree/bin:$PATH bash "$tree/.ci/run" >"$work/out" 2>&1 </dev/null || status=$?
}

expect() {
    cases=$((cases + 1))
    what=$1
    shift
    if ! "$@"; then
        failed=$((failed + 1))
        echo "FAIL: $name: $what (exit $status)"
        sed 's/^/  out: /' "$work/out"
        sed 's/^/  ran: /' "$log"
    fi
}

ends_with() { [ "$(tail -n 1 "$work/out")" = "$1" ]; }
says() { grep -q -- "$1" "$work/out"; }
ran() { grep -q -- "$1" "$log"; }
never_ran() { ! grep -q -- "$1" "$log"; }

tree all-green
run
expect "succeeds" [ "$status" -eq 0 ]
expect "adds up three ctest runs" ends_with "15 passed, 0 failed"
expect "builds the ground" ran "tests/cluster/ground build"
expect "runs the cluster tests last" [ "$(tail -n 1 "$log")" = "bin/ctest --preset cluster" ]

tree red-test
pretend tests/run.sh 'echo "kube.read failed: expected 1"; echo "86% tests passed, 1 tests failed out of 7"; exit 8'
run
expect "fails" [ "$status" -ne 0 ]
expect "counts" ends_with "6 passed, 1 failed"
expect "shows the failing test" says "kube.read failed: expected 1"
expect "stops" never_ran "bin/cmake"

tree skipped-test
pretend tests/run.sh 'echo "1/7 Test #1: net.tls ...***Skipped   0.1 sec"; echo "100% tests passed, 0 tests failed out of 7"'
run
expect "does not count it as passed" ends_with "14 passed, 0 failed, 1 skipped"

tree broken-build
pretend tests/run.sh 'exit 1'
run
expect "fails" [ "$status" -ne 0 ]
expect "counts nothing" ends_with "0 passed, 0 failed"

tree broken-ground
pretend tests/cluster/ground 'echo "go: no such module"; exit 1'
run
expect "fails" [ "$status" -ne 0 ]
expect "shows why" says "go: no such module"
expect "keeps what passed" ends_with "12 passed, 0 failed"
expect "runs no cluster test" never_ran "preset cluster"

tree red-cluster
pretend bin/ctest 'case $* in *asan) echo "100% tests passed, 0 tests failed out of 5" ;; *) echo "33% tests passed, 2 tests failed out of 3"; exit 8 ;; esac'
run
expect "fails" [ "$status" -ne 0 ]
expect "counts" ends_with "13 passed, 2 failed"

tree red-asan-while-the-ground-builds
pretend tests/cluster/ground 'echo $$ >"$0.pid"; exec sleep 600'
pretend bin/cmake 'while [ ! -s tests/cluster/ground.pid ]; do :; done; exit 1'
run
expect "fails" [ "$status" -ne 0 ]
expect "stops the ground's build" sh -c "! kill -0 $(cat "$tree/tests/cluster/ground.pid") 2>/dev/null"

echo "$cases checks, $failed failed"
[ "$failed" -eq 0 ]
