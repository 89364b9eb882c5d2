#!/usr/bin/env bash
# live.sh [SUITE...] [errors] [processors]
# Which binaries do the guests run? Builds the live tests, that of the verifier's work and what they trace, strips the debugging
# information (the guest's memory is small), and hands them to run.sh; then the trials of loss once more to a guest
# with 8 processors, and beetrace alone to errors.sh. Without arguments, all suites and the rest; with some, those.
set -euo pipefail
cd "$(dirname "$0")/../.."
suites=()
errors=no
processors=no
for wanted in "$@"; do
  case $wanted in
    errors) errors=yes ;;
    processors) processors=yes ;;
    *) suites+=("$wanted") ;;
  esac
done
[ $# -gt 0 ] || { errors=yes; processors=yes; }

target=${CARGO_TARGET_DIR:-target}
mkdir -p "$target/vm/handed"
handed=$(cd "$target/vm/handed" && pwd)
cargo build --release --locked
strip -o "$handed/beetrace" "$target/release/beetrace"
export BEETRACE_BIN=$handed/beetrace

failed=0
# The guests' output is long; what failed is said once more at its end.
VM_FAILURES=$(mktemp)
export VM_FAILURES
trap 'cat "$VM_FAILURES" >&2; rm -f "$VM_FAILURES"' EXIT
if [ $# = 0 ] || [ ${#suites[@]} -gt 0 ] || [ $processors = yes ]; then
  for name in live verifier; do
    # The file name carries a hash; cargo says which it is.
    built=$(cargo test --release --locked --no-run --test $name 2>&1 | sed -nE 's/.*Executable .*\((.*)\).*/\1/p')
    [ -x "$built" ] || { echo "live.sh: cargo names no executable of the test '$name'" >&2; exit 1; }
    strip -o "$handed/$name" "$built"
  done
  tests/targets/build.sh "$handed/targets"
  export BEETRACE_LIVE=$handed/live BEETRACE_VERIFIER=$handed/verifier BEETRACE_TARGETS=$handed/targets
  if [ $# = 0 ] || [ ${#suites[@]} -gt 0 ]; then tests/vm/run.sh "${suites[@]}" || failed=1; fi
  # What all processors can add to the ring before they stand still must fit into it: one guest with many of them.
  if [ $processors = yes ]; then
    VM_CPUS=8 VM_MEMORY=1024 VM_TIMEOUT=1500 BEETRACE_LIVE_ARGS=volume:: tests/vm/run.sh 6.12 || failed=1
  fi
fi
[ $errors = no ] || tests/vm/errors.sh || failed=1
exit $failed
