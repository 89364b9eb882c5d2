#!/usr/bin/env bash
# build.sh OUT: compiles every target to OUT/NAME (static, so that a bare guest can run it), with its source beside
# it, since the first lines say with which options it is traced, and with which it is compiled (`// compiler: -m32`).
set -euo pipefail
here=$(dirname "$(realpath "$0")")
mkdir -p "$1"
for source in "$here"/*.c; do
  name=$(basename "$source" .c)
  newest=$(ls -t "$source" "$here"/{expect.h,constants.h,chain.c,every.c} | head -n 1)
  [ "$1/$name" -nt "$newest" ] && continue
  own=$(sed -n 's|^// compiler: ||p' "$source")
  # Compiled under another name first: a target that is there is whole.
  ${CC:-cc} -std=gnu11 -O1 -g0 -Wall -Wno-unused-function -static -pthread $own -o "$1/$name.new" "$source" ||
    { echo "$name did not compile${own:+ (is gcc-multilib installed? \`make test-deps\` does it)}" >&2; exit 1; }
  cp "$source" "$1/$name.c"
  mv "$1/$name.new" "$1/$name"
done
