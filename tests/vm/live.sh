#!/usr/bin/env bash
# Which binaries do the guests run? Builds the live tests and the programs that they trace, strips the debugging
# information (the guest's memory is small), and hands them to run.sh. Arguments go through: 5.10 6.1 ...
set -euo pipefail
cd "$(dirname "$0")/../.."
target=${CARGO_TARGET_DIR:-target}
mkdir -p "$target/vm/handed"
handed=$(cd "$target/vm/handed" && pwd)

cargo build --release --locked
# The file name carries a hash; cargo says which it is.
live=$(cargo test --release --locked --no-run --test live 2>&1 | sed -nE 's/.*Executable .*\((.*)\).*/\1/p')
[ -x "$live" ] || { echo "live.sh: cargo names no executable of the test 'live'" >&2; exit 1; }
strip -o "$handed/live" "$live"
strip -o "$handed/beetrace" "$target/release/beetrace"
tests/targets/build.sh "$handed/targets"

BEETRACE_BIN=$handed/beetrace BEETRACE_LIVE=$handed/live BEETRACE_TARGETS=$handed/targets tests/vm/run.sh "$@"
