# shellcheck shell=sh
# The one place that knows what the project needs and what each system calls it.
#
#   sh packaging/dependencies.sh build test ground     installs what these groups lack
#   . packaging/dependencies.sh                        gives the functions below to another script
#
# Groups: build (the plugin), test (tests that need no cluster), ground (the test ground; Go is not installed from here,
# because distributions' own is often too old), root (tests/packaging/debian_root.sh). POSIX sh; nothing is done when
# nothing is missing.

# group, program whose presence is enough ("-": a library, only the package manager knows), then the package for apt, dnf
# and brew ("-": not needed or not available there).
dependencies_table() {
    cat <<'TABLE'
build   c++           g++                 gcc-c++             -
build   cmake         cmake               cmake               cmake
build   ninja         ninja-build         ninja-build         ninja
build   -             qt6-base-dev        qt6-qtbase-devel    qtbase
build   -             qt6-svg-dev         qt6-qtsvg-devel     qtsvg
build   -             libyaml-cpp-dev     yaml-cpp-devel      yaml-cpp
build   -             nlohmann-json3-dev  json-devel          nlohmann-json
build   -             libssl-dev          openssl-devel       openssl@3
test    openssl       openssl             openssl             -
test    python3       python3             python3             python3
test    -             python3-jsonschema  python3-jsonschema  -
test    ccache        ccache              ccache              ccache
ground  openssl       openssl             openssl             -
ground  python3       python3             python3             python3
ground  git           git                 git-core            git
ground  redis-server  redis-server        redis               redis
ground  hyperfine     hyperfine           hyperfine           hyperfine
ground  Xvfb          xvfb                xorg-x11-server-Xvfb -
ground  xauth         xauth               xauth               -
ground  dot           graphviz            graphviz            graphviz
ground  rsvg-convert  librsvg2-bin        librsvg2-tools      librsvg
ground  pdftotext     poppler-utils       poppler-utils       poppler
ground  node          nodejs              nodejs              node
ground  npm           npm                 nodejs-npm          node
root    mmdebstrap    mmdebstrap          -                   -
TABLE
}

dependencies_fail() {
    echo "error: $1" >&2
    if [ -n "${2-}" ]; then
        echo "  $2" >&2
    fi
    exit 1
}

dependencies_has() {
    command -v "$1" >/dev/null 2>&1
}

# The package manager of this machine: apt, dnf, brew, or nothing.
dependencies_manager() {
    if dependencies_has apt-get && dependencies_has dpkg-query; then
        echo apt
    elif dependencies_has dnf && dependencies_has rpm; then
        echo dnf
    elif dependencies_has brew; then
        echo brew
    fi
}

# dependencies_present MANAGER PACKAGE
dependencies_present() {
    case $1 in
        apt) [ "$(dpkg-query -W -f '${db:Status-Status}' "$2" 2>/dev/null)" = installed ] ;;
        dnf) rpm -q --whatprovides "$2" >/dev/null 2>&1 ;;
        brew) brew list --formula "$2" >/dev/null 2>&1 ;;
    esac
}

# dependencies_missing MANAGER GROUP...: the packages that are not there, one per line, each once
dependencies_missing() {
    manager=$1
    shift
    dependencies_table | while read -r group program apt dnf brew; do
        case " $* " in
            *" $group "*) ;;
            *) continue ;;
        esac
        case $manager in
            apt) package=$apt ;;
            dnf) package=$dnf ;;
            brew) package=$brew ;;
            *) package=$apt ;;
        esac
        if [ "$package" = - ]; then
            continue
        fi
        if [ "$program" != - ] && dependencies_has "$program"; then
            continue
        fi
        if [ -n "$manager" ] && dependencies_present "$manager" "$package"; then
            continue
        fi
        echo "$package"
    done | sort -u
}

# dependencies_as_root COMMAND...
dependencies_as_root() {
    if [ "$(id -u)" -eq 0 ]; then
        "$@"
    else
        sudo "$@"
    fi
}

# dependencies_install GROUP...: installs what is missing; says so first; exits with a clear error where it cannot.
dependencies_install() {
    manager=$(dependencies_manager)
    # One word per package.
    # shellcheck disable=SC2046
    set -- $(dependencies_missing "$manager" "$@")
    if [ $# -eq 0 ]; then
        return 0
    fi
    case $manager in
        apt) command="apt-get install -y --no-install-recommends $*" ;;
        dnf) command="dnf install -y --setopt=install_weak_deps=False $*" ;;
        brew) command="brew install $*" ;;
        *)
            dependencies_fail "no package manager that this script knows (apt-get, dnf or brew)" \
                "Install these by hand, as Debian calls them, and run this again: $*"
            ;;
    esac
    if [ "$manager" = brew ]; then
        if [ "$(id -u)" -eq 0 ]; then
            dependencies_fail "Homebrew does not run as root" "Run this again as your own user."
        fi
    elif [ "$(id -u)" -ne 0 ] && ! dependencies_has sudo; then
        dependencies_fail "packages are missing, and installing them needs root: $*" \
            "Install sudo, or run as root: $command"
    fi

    echo "Installing (this may take some minutes): $*"
    echo "  by: $command"
    log=$(mktemp)
    case $manager in
        apt)
            # A broken list of some other repository need not matter: the install decides.
            dependencies_as_root apt-get update -qq >"$log" 2>&1 ||
                echo "apt-get update had errors; going on with the package lists as they are" >&2
            dependencies_as_root env DEBIAN_FRONTEND=noninteractive \
                apt-get install -qq -y --no-install-recommends -o Dpkg::Use-Pty=0 "$@" >>"$log" 2>&1
            ;;
        dnf) dependencies_as_root dnf install -y -q --setopt=install_weak_deps=False "$@" >"$log" 2>&1 ;;
        brew) brew install --quiet "$@" >"$log" 2>&1 ;;
    esac || {
        tail -n 20 "$log" >&2
        dependencies_fail "installing the packages failed" "Its last messages are above, all of them in $log"
    }
    rm "$log"
}

# The oldest CMake whose presets the tree uses; older distributions have less.
dependencies_check_cmake() {
    version=$(cmake --version | sed -n 's/^cmake version \([0-9]*\)\.\([0-9]*\).*/\1 \2/p')
    major=${version% *}
    minor=${version#* }
    if [ "${major:-0}" -lt 3 ] || { [ "$major" -eq 3 ] && [ "$minor" -lt 25 ]; }; then
        dependencies_fail "CMake 3.25 or newer is needed, and $(command -v cmake) is $major.$minor" \
            "Debian 12, Ubuntu 24.04 and Fedora 40, or newer ones, bring it."
    fi
}

# Homebrew keeps these outside the folders that CMake searches.
dependencies_paths() {
    if [ "$(dependencies_manager)" = brew ]; then
        CMAKE_PREFIX_PATH="$(brew --prefix qtbase):$(brew --prefix openssl@3)${CMAKE_PREFIX_PATH:+:$CMAKE_PREFIX_PATH}"
        export CMAKE_PREFIX_PATH
    fi
}

# dependencies_ready GROUP...: all of the above; afterwards CMake can be called.
dependencies_ready() {
    dependencies_install "$@"
    dependencies_check_cmake
    dependencies_paths
}

case $0 in
    dependencies.sh | */dependencies.sh)
        set -eu
        if [ $# -eq 0 ]; then
            dependencies_fail "name at least one group: build, test, ground, root"
        fi
        for group in "$@"; do
            case $group in
                build | test | ground | root) ;;
                *) dependencies_fail "no such group: $group" "The groups are build, test, ground and root." ;;
            esac
        done
        dependencies_install "$@"
        ;;
esac
