#!/usr/bin/env bash
# run.sh [--shell-command COMMAND] [SUITE...]
# Answers: do the live tests pass on each of these kernels?
#
# SUITE is a kernel series or a Debian suite of the table below; without any, all of them.
# With --shell-command the guest runs COMMAND instead of the live tests. See README.md for the settings.
set -euo pipefail

# series  archive          suite
kernels="\
5.10    debian-security  bullseye-security
6.1     debian-security  bookworm-security
6.12    debian-security  trixie-security
7.2     debian           trixie-backports"

here=$(dirname "$(realpath "${BASH_SOURCE[0]}")")
cache=$(realpath -m "${CARGO_TARGET_DIR:-$here/../../target}/vm")
die() { echo "tests/vm: $*" >&2; exit 2; }

# What to run in the guest. /bt is where pack.sh puts the files. How the same records look in JSON, in a replay, or with
# other options, and which command lines are wrong, is not the kernel's: that is asked on one kernel only.
alike="--skip json::of_ --skip recording::same_as_live:: --skip recording::less_than_was_recorded::"
alike+=" --skip outcomes::replayed:: --skip looks:: --skip errors::before_the_start::"
command="exec /bt/tests ${BEETRACE_LIVE_ARGS:-$alike}"
if [ "${1:-}" = --shell-command ]; then
  [ $# -ge 2 ] || die "--shell-command needs a command"
  command=$2
  shift 2
else
  : "${BEETRACE_BIN:?is to name the beetrace binary}"
  : "${BEETRACE_LIVE:?is to name the test executable of the target 'live'}"
  : "${BEETRACE_VERIFIER:?is to name that of the target 'verifier'}"
  : "${BEETRACE_TARGETS:?is to name the folder of traced programs}"
fi

# Which kernels.
chosen=$kernels
[ $# = 0 ] || chosen=""
for wanted in "$@"; do
  line=$(awk -v wanted="$wanted" '$1 == wanted || $3 == wanted' <<< "$kernels")
  [ -n "$line" ] || die "no such suite: $wanted (there are:$(awk '{ printf " %s=%s", $1, $3 }' <<< "$kernels"))"
  chosen+=${chosen:+$'\n'}$line
done

# The tools. busybox must be the static one: nothing else is in the guest.
missing=""
command -v qemu-system-x86_64 > /dev/null || missing+=" qemu-system-x86"
busybox=$(command -v busybox || true)
if [ -z "$busybox" ] || ldd "$busybox" > /dev/null 2>&1; then missing+=" busybox-static"; fi
if [ -n "$missing" ]; then
  [ "$(id -u)" = 0 ] || die "to be installed first:$missing"
  apt-get -qq update
  # shellcheck disable=SC2086  # several words
  DEBIAN_FRONTEND=noninteractive apt-get -qq install --no-install-recommends -y $missing
fi

mkdir -p "$cache/kernels"
run=$(mktemp -d "$cache/run.XXXXXX")
passed=no
cleanup() {
  # Each child ends what it has started itself.
  for child in $(jobs -p); do kill "$child" 2>/dev/null || true; done
  wait
  rm -f "$run/initramfs"
  [ $passed = no ] || rm -rf "$run"
  rmdir "$run" 2>/dev/null || true  # no guest has left a log in it
}
trap cleanup EXIT
trap 'exit 130' INT
trap 'exit 143' TERM HUP

# All is started in the background and waited for, so that a signal is obeyed at once.
"$here/pack.sh" "$run/initramfs" "$command" &
wait $! || die "the initramfs could not be packed"

while read -r series archive suite; do
  "$here/fetch-kernel.sh" "$archive" "$suite" "$series" "$cache/kernels/$suite" &
done <<< "$chosen"
wait

while read -r series archive suite; do
  [ -s "$cache/kernels/$suite/version" ] || continue
  while [ "$(jobs -rp | wc -l)" -ge "${VM_JOBS:-2}" ]; do wait -n || true; done
  "$here/boot.sh" "$cache/kernels/$suite" "$run/initramfs" "$run/$suite" &
done <<< "$chosen"
wait

passed=yes
while read -r series archive suite; do
  if [ ! -s "$run/$suite/result" ]; then
    echo "$series: failed: $suite has no kernel here (see above)"
  else
    cat "$run/$suite/result"
  fi
  grep -qs ': passed in ' "$run/$suite/result" || passed=no
done <<< "$chosen"
if [ $passed = no ]; then
  # Who runs several of these shows it again when all are done: see live.sh.
  if [ -n "${VM_FAILURES:-}" ]; then grep -Lsr ': passed in ' "$run" --include=result | xargs -r cat >> "$VM_FAILURES"; fi
  echo "tests/vm: failed; the logs are in $run" >&2
  exit 1
fi
