#!/bin/sh
# The README's commands in an empty Debian 12 root: what a newcomer with a bare system gets. Needs root and this machine's
# apt sources; leaves nothing behind but the packed root in the cache.
#
#   sh tests/packaging/debian_root.sh                  as root, as in a container
#   sh tests/packaging/debian_root.sh --user           as a user who may use sudo
#   sh tests/packaging/debian_root.sh 'sh tests/run.sh'    this command instead of the README's (after --user, if both)
set -eu
cd "$(dirname "$0")/../.."
# shellcheck source=packaging/dependencies.sh
. packaging/dependencies.sh

suite=bookworm
cache=${SCOUT_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/kubectl-scout}
packed=$cache/debian-$suite-$(uname -m).tar

user=no
if [ "${1-}" = --user ]; then
    user=yes
    shift
fi
if [ "$(id -u)" -ne 0 ]; then
    dependencies_fail "making and entering a root folder needs root" "Run: sudo sh tests/packaging/debian_root.sh"
fi

# The commands as written: the README's lines that are nothing but "sh SCRIPT".
commands=$(sed -n 's/^ *\(sh [a-z/_]*\.sh\)$/\1/p' README.md)
if [ "$(echo "$commands" | wc -l)" -ne 2 ]; then
    dependencies_fail "README.md should show two commands that begin with 'sh '" "It shows: $(echo "$commands" | tr '\n' ';')"
fi
if [ $# -gt 0 ]; then
    commands=$1
fi

dependencies_install root

# How this machine's apt reaches its mirrors.
apt_options() {
    apt-config dump | grep -i -E '^Acquire::(https?::Proxy|Check-)' || true
}

if [ ! -s "$packed" ]; then
    echo "Making an empty Debian $suite root: $packed"
    mkdir -p "$cache"
    # The mirrors are those that this machine's own apt uses for the same release.
    # shellcheck disable=SC2016
    apt-get indextargets --format 'deb $(REPO_URI) $(RELEASE) $(COMPONENT)' "Created-By: Packages" "Origin: Debian" |
        grep " $suite" | sort -u >"$packed.list" || true
    if [ ! -s "$packed.list" ]; then
        dependencies_fail "this machine's apt knows no mirror of Debian $suite" "Run apt-get update, or use a Debian 12 machine."
    fi
    apt_options >"$packed.conf"
    mmdebstrap --quiet --aptopt="$packed.conf" --variant=minbase "$suite" "$packed.partial.tar" "$packed.list"
    rm "$packed.list" "$packed.conf"
    mv "$packed.partial.tar" "$packed"
fi

root=$(mktemp -d "$cache/root.XXXXXX")
trap 'rm -rf --one-file-system "$root"' EXIT
tar -xf "$packed" -C "$root"
# What a machine's own set-up would have given it: name resolution, and the way to the mirror.
cp -L /etc/resolv.conf /etc/hosts "$root/etc/"
apt_options >"$root/etc/apt/apt.conf.d/99mmdebstrap"
if grep -q -r https "$root/etc/apt/" && [ -f /etc/ssl/certs/ca-certificates.crt ]; then
    mkdir -p "$root/etc/ssl/certs"
    cp -L /etc/ssl/certs/ca-certificates.crt "$root/etc/ssl/certs/"
fi
mkdir -p "$root/home/newcomer/kubectl-scout"
git archive HEAD | tar -xf - -C "$root/home/newcomer/kubectl-scout"

# inside COMMAND: runs it in the root with an empty environment; mounts vanish with their namespace.
inside() {
    # shellcheck disable=SC2016
    unshare --mount --pid --fork sh -c '
        mount -t proc proc "$1/proc" && mount --rbind /dev "$1/dev" &&
        exec env -i PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin HOME=/root chroot "$1" /bin/sh -c "$2"
    ' inside "$root" "$1" </dev/null
}

enter="cd /home/newcomer/kubectl-scout"
if [ "$user" = yes ]; then
    inside 'apt-get update -qq && apt-get install -qq -y --no-install-recommends sudo >/dev/null &&
        useradd newcomer && chown -R newcomer /home/newcomer &&
        echo "newcomer ALL=(ALL) NOPASSWD: ALL" >/etc/sudoers.d/newcomer'
fi

# timed COMMAND: runs it as the newcomer and reports.
timed() {
    echo
    echo "== $1"
    started=$(date +%s)
    if [ "$user" = yes ]; then
        inside "su newcomer -c '$enter && $1'" || dependencies_fail "in the empty root '$1' failed"
    else
        inside "$enter && $1" || dependencies_fail "in the empty root '$1' failed"
    fi
    report="$report
  $(($(date +%s) - started)) s  $1"
}

report=
for round in first again; do
    report="$report
$round:"
    while read -r command; do
        timed "$command"
    done <<LIST
$commands
LIST
done
echo
echo "In an empty Debian $suite root these commands succeeded.$report"
