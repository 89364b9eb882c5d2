#!/usr/bin/env bash
# live.sh [SUITE...] [errors]
# Which binaries do the guests run? Builds the live tests and the programs that they trace, strips the debugging
# information (the guest's memory is small), and hands them to run.sh, and then beetrace alone to errors.sh.
# Without arguments, all suites and the errors; with some, those.
set -euo pipefail
cd "$(dirname "$0")/../.."
suites=()
errors=no
for wanted in "$@"; do
  if [ "$wanted" = errors ]; then errors=yes; else suites+=("$wanted"); fi
done
[ $# -gt 0 ] || errors=yes

target=${CARGO_TARGET_DIR:-target}
mkdir -p "$target/vm/handed"
handed=$(cd "$target/vm/handed" && pwd)
cargo build --release --locked
strip -o "$handed/beetrace" "$target/release/beetrace"
export BEETRACE_BIN=$handed/beetrace

failed=0
if [ $# = 0 ] || [ ${#suites[@]} -gt 0 ]; then
  # The file name carries a hash; cargo says which it is.
  live=$(cargo test --release --locked --no-run --test live 2>&1 | sed -nE 's/.*Executable .*\((.*)\).*/\1/p')
  [ -x "$live" ] || { echo "live.sh: cargo names no executable of the test 'live'" >&2; exit 1; }
  strip -o "$handed/live" "$live"
  tests/targets/build.sh "$handed/targets"
  BEETRACE_LIVE=$handed/live BEETRACE_TARGETS=$handed/targets tests/vm/run.sh "${suites[@]}" || failed=1
fi
[ $errors = no ] || tests/vm/errors.sh || failed=1
exit $failed
