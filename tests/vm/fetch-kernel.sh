#!/usr/bin/env bash
# fetch-kernel.sh ARCHIVE SUITE SERIES DIR
# Answers: which kernel image does this Debian suite offer, and where is it on disk?
#
# Leaves DIR/vmlinuz and DIR/version ("6.1.192"); does nothing when they are there already.
# Nothing is installed: apt runs with lists and settings of its own, and the image is taken out of the package.
set -euo pipefail

archive=$1 suite=$2 series=$3 dir=$(realpath -m "$4")
[ -s "$dir/vmlinuz" ] && [ -s "$dir/version" ] && exit 0

say() { echo "fetch-kernel: $suite: $*" >&2; }

# The Debian mirror that this machine uses anyway; the security archive is beside it on the same host.
mirror=$(cat /etc/apt/sources.list /etc/apt/sources.list.d/*.list /etc/apt/sources.list.d/*.sources 2>/dev/null |
         grep -v '^[[:space:]]*#' | grep -oE 'https?://[^ ]+/debian/?( |$)' | head -n 1 | tr -d ' ' || true)
[ -n "$mirror" ] || { say "no Debian mirror in the apt sources"; exit 1; }
mirror=${mirror%/}; mirror=${mirror%/debian}

mkdir -p "$(dirname "$dir")"
work=$(mktemp -d "$dir.XXXXXX")
trap 'kill $(jobs -p) 2>/dev/null || true; wait; rm -rf "$work"' EXIT
trap 'exit 1' INT TERM HUP
mkdir -p "$work"/{lists/partial,cache/archives/partial,none}
keys=/usr/share/keyrings/debian-archive-keyring.gpg
echo "deb [arch=amd64 signed-by=$keys] $mirror/$archive $suite main" > "$work/sources.list"
cat > "$work/apt.conf" <<END
Dir::State::lists "$work/lists";
Dir::State::status "/dev/null";
Dir::Cache "$work/cache";
Dir::Etc::sourcelist "$work/sources.list";
Dir::Etc::sourceparts "$work/none";
Dir::Etc::preferencesparts "$work/none";
APT::Sandbox::User "root";
APT::Architecture "amd64";
Acquire::Retries "3";
Acquire::http::Timeout "20";
END
export APT_CONFIG=$work/apt.conf LC_ALL=C

# Runs apt-get up to three times; a 404 is final, since asking again does not bring the file back.
# What apt said is left in $work/log.
apt_get() {
  for pause in 2 5 0; do
    apt-get -q "$@" > "$work/log" 2>&1 &  # waited for like this, a signal is obeyed at once
    wait $! && return
    grep -q ' 404 ' "$work/log" && return 1
    sleep "$pause"
  done
  return 1
}

apt_get update || { say "the package index could not be fetched:"; grep -E '^(E|W|Err)' "$work/log" >&2 || true; exit 1; }

# "VERSION PACKAGE" of the cloud kernels, newest first. Before 7.x the image is in linux-image-*; since then it
# is in linux-binary-* (which sorts before the linux-image-* of the same version, by then an empty one).
packages=$(apt-cache pkgnames | grep -E '^linux-(image|binary)-[0-9].*-cloud-amd64$' | xargs -r apt-cache show |
           awk '$1 == "Package:" { name = $2 } $1 == "Version:" { print $2, name }' | sort -k1,1rV -k2,2)
wanted=$(grep -E "^${series//./\\.}[.-]" <<< "$packages" || true)
if [ -z "$wanted" ]; then
  say "no cloud kernel $series any more; taking the newest that the suite has"
  wanted=$packages
fi

while read -r version package; do
  [ -n "$version" ] || break
  rm -f "$work"/*.deb
  cd "$work"
  if ! apt_get download "$package=$version"; then
    if grep -q ' 404 ' "$work/log"; then
      say "the index names $package $version, but the mirror does not have it (404)"
    else
      say "$package $version could not be downloaded:"; grep -E '^(E|W|Err)' "$work/log" >&2 || true
    fi
    continue
  fi
  dpkg -x "$work"/*.deb "$work/root"
  image=$(find "$work/root" -type f -name 'vmlinuz*' | head -n 1)
  if [ -z "$image" ]; then
    say "$package $version has no vmlinuz in it"
    continue
  fi
  mkdir -p "$dir"
  mv "$image" "$dir/vmlinuz"
  echo "${version%%-*}" > "$dir/version"
  say "$package $version"
  exit 0
done < <(head -n 5 <<< "$wanted")

say "none of its kernels could be fetched"
exit 1
