#!/bin/sh
# packaging/dependencies.sh with package managers that only write down what they were asked.
set -eu
script=$(cd "$(dirname "$0")/../../packaging" && pwd)/dependencies.sh
shell=$(command -v sh)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
failed=0
cases=0

# machine NAME: a PATH with the few tools that the script may count on and nothing else; the log is empty.
machine() {
    name=$1
    bin=$work/$name
    log=$work/$name.log
    mkdir "$bin"
    : >"$log"
    for tool in cat env mktemp rm sed sort tail; do
        ln -s "$(command -v "$tool")" "$bin/$tool"
    done
}

# stub PROGRAM BODY: a program of the machine; its call is logged, then BODY runs.
stub() {
    printf '#!%s\necho "%s $*" >>"%s"\n%s\n' "$shell" "$1" "$log" "$2" >"$bin/$1"
    chmod +x "$bin/$1"
}

user() {
    printf '#!%s\necho %s\n' "$shell" "$1" >"$bin/id"
    chmod +x "$bin/id"
}

run() {
    status=0
    PATH=$bin "$shell" "$script" "$@" >"$work/out" 2>"$work/err" || status=$?
}

# expect WHAT CONDITION...
expect() {
    cases=$((cases + 1))
    what=$1
    shift
    if ! "$@"; then
        failed=$((failed + 1))
        echo "FAIL: $name: $what"
        sed 's/^/  out: /' "$work/out"
        sed 's/^/  err: /' "$work/err"
        sed 's/^/  ran: /' "$log"
    fi
}

ran() { grep -q -- "$1" "$log"; }
ran_nothing_of() { ! grep -q -- "^$1 " "$log"; }
says() { grep -q -- "$1" "$work/out" "$work/err"; }
silent() { [ ! -s "$work/out" ] && [ ! -s "$work/err" ]; }

machine everything-there
user 1000
stub dpkg-query 'printf installed'
stub apt-get ''
run build test ground
expect "succeeds" [ "$status" -eq 0 ]
expect "installs nothing" ran_nothing_of apt-get
expect "says nothing" silent

machine empty-debian
user 0
stub dpkg-query 'exit 1'
stub apt-get ''
run build
expect "succeeds" [ "$status" -eq 0 ]
expect "reads the lists first" [ "$(grep -n 'apt-get update' "$log" | cut -d: -f1)" -lt "$(grep -n 'apt-get install' "$log" | cut -d: -f1)" ]
expect "installs the build group" ran 'apt-get install .*cmake g++ libssl-dev libyaml-cpp-dev ninja-build nlohmann-json3-dev qt6-base-dev qt6-svg-dev$'
expect "says what" says '^Installing.*: cmake g++'
run test ground
expect "asks once for what two groups need" [ "$(tail -n 1 "$log" | grep -o 'openssl' | wc -l)" -eq 1 ]

machine half-installed
user 0
stub dpkg-query 'case $* in *qt6-base-dev | *qt6-svg-dev) printf installed ;; *libssl-dev) printf config-files ;; *) exit 1 ;; esac'
stub apt-get ''
for program in c++ cmake ninja; do stub "$program" ''; done
run build
expect "asks only for what is missing" ran 'apt-get install .* libssl-dev libyaml-cpp-dev nlohmann-json3-dev$'

machine user-with-sudo
user 1000
stub dpkg-query 'exit 1'
stub apt-get ''
stub sudo 'exec "$@"'
run build
expect "succeeds" [ "$status" -eq 0 ]
expect "installs by sudo" ran '^sudo env DEBIAN_FRONTEND=noninteractive apt-get install'

machine user-without-sudo
user 1000
stub dpkg-query 'exit 1'
stub apt-get ''
run build
expect "fails" [ "$status" -eq 1 ]
expect "names the command" says 'apt-get install -y .*qt6-base-dev'
expect "installs nothing" ran_nothing_of apt-get

machine broken-lists
user 0
stub dpkg-query 'exit 1'
stub apt-get 'case $1 in update) exit 100 ;; esac'
run build
expect "goes on" [ "$status" -eq 0 ]
expect "installs" ran 'apt-get install'

machine install-fails
user 0
stub dpkg-query 'exit 1'
stub apt-get 'case $1 in install) echo "no space left"; exit 100 ;; esac'
run build
expect "shows the package manager's words" says 'no space left'
expect "fails" [ "$status" -eq 1 ]
expect "says so" says 'installing the packages failed'

machine fedora
user 0
stub rpm 'case $* in *openssl-devel) exit 0 ;; *) exit 1 ;; esac'
stub dnf ''
run build
expect "uses Fedora's names" ran 'dnf install .*cmake gcc-c++ json-devel ninja-build qt6-qtbase-devel qt6-qtsvg-devel yaml-cpp-devel$'

machine mac
user 501
stub brew 'case $1 in list) exit 1 ;; esac'
run build test
expect "uses Homebrew's names" ran 'brew install .*ccache cmake ninja nlohmann-json openssl@3 python3 qtbase qtsvg yaml-cpp$'

machine mac-root
user 0
stub brew 'case $1 in list) exit 1 ;; esac'
run build
expect "fails" [ "$status" -eq 1 ]
expect "says why" says 'does not run as root'

machine unknown-system
user 0
run build
expect "fails" [ "$status" -eq 1 ]
expect "says what to install" says 'Install these by hand.*qt6-base-dev'

machine typing-error
user 0
run biuld
expect "fails" [ "$status" -eq 1 ]
expect "names the groups" says 'build, test, ground and root'
run
expect "wants a group" [ "$status" -eq 1 ]

echo "$cases checks, $failed failed"
[ "$failed" -eq 0 ]
