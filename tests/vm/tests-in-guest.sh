#!/bin/sh
# tests-in-guest.sh [ARGS]
# Answers: do the verifier's bounds and the live tests hold in this guest?
#
# When the host gives an emulated processor to somebody else for a while, a trial cannot tell that from a tracer that
# hangs. So what fails is run once more, by itself, and has failed if it fails again. Either is said.
set -o pipefail
/bt/verifier || exit 1
/bt/live --test-threads=1 "$@" 2>&1 | tee /tmp/said && exit 0
# The last list of that name has the names.
failed=$(awk '/^failures:$/ { names = "" } /^    [^ ]+$/ { names = names " " $1 } END { print names }' /tmp/said)
[ -n "$failed" ] || exit 1
status=0
for name in $failed; do
  if /bt/live --test-threads=1 --exact "$name"; then
    echo "once more: $name passed"
  else
    echo "once more: $name FAILED"
    status=1
  fi
done
exit $status
