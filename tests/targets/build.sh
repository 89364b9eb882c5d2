#!/usr/bin/env bash
# build.sh OUT: compiles every target to OUT/NAME (static, so that a bare guest can run it), with its source beside
# it, since the first lines say with which options it is traced.
set -euo pipefail
here=$(dirname "$(realpath "$0")")
mkdir -p "$1"
for source in "$here"/*.c; do
  name=$(basename "$source" .c)
  [ "$1/$name" -nt "$source" ] && [ "$1/$name" -nt "$here/expect.h" ] && continue
  # Compiled under another name first: a target that is there is whole.
  ${CC:-cc} -std=gnu11 -O1 -g0 -Wall -Wno-unused-function -static -pthread -o "$1/$name.new" "$source"
  cp "$source" "$1/$name.c"
  mv "$1/$name.new" "$1/$name"
done
