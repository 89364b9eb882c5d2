#!/usr/bin/env bash
# errors.sh
# Answers: where the kernel or the user cannot trace, does beetrace say so in one line, and harm nothing?
#
# Each case is one guest. The live tests cannot ask this of the machine they run on: it has one kernel, which boots
# one way. BEETRACE_BIN names the binary.
set -euo pipefail
here=$(dirname "$(realpath "${BASH_SOURCE[0]}")")
kernel=6.12
: "${BEETRACE_BIN:?is to name the beetrace binary}"
export BEETRACE_BIN
unset BEETRACE_LIVE BEETRACE_TARGETS  # not needed here, and packing them takes time

# What the guest does: $1 before, then beetrace, then it compares. $2 is what the message must say, as a regular
# expression for all of the line.
guest() {
  cat << END
$1
/bt/beetrace sh -c ': > /tmp/ran' > /tmp/printed 2> /tmp/said
status=\$?
failed=0
wrong() { failed=1; echo "wrong: \$*"; }
cat /tmp/said
[ \$status = 1 ] || wrong "exit status \$status, not 1"
[ "\$(wc -l < /tmp/said)" = 1 ] || wrong "not one line on standard error"
grep -qE '^beetrace: $2\$' /tmp/said || wrong "the message is not about this: $2"
[ ! -s /tmp/printed ] || wrong "something on standard output"
[ ! -e /tmp/ran ] || wrong "the command was run"
left=\$(find /sys/fs/cgroup -mindepth 1 -type d)
[ -z "\$left" ] || wrong "left behind: \$left"
exit \$failed
END
}

failed=0
# case_of NAME PREPARE MESSAGE: one guest, whose settings (VM_...) the environment holds.
case_of() {
  local output
  if output=$("$here/run.sh" --shell-command "$(guest "$2" "$3")" "$kernel" 2>&1); then
    echo "pass: $1: $(sed -n 's/^\[[^]]*] beetrace: //p' <<< "$output")"
  else
    failed=1
    echo "FAIL: $1"
    sed 's/^/    /' <<< "$output"
  fi
}

VM_APPEND=lockdown=confidentiality \
  case_of "a locked-down kernel" "" ".*locked down \(confidentiality\).*lockdown=none.*"
case_of "a kernel without BTF" "mount -t tmpfs tmpfs /sys/kernel/btf" ".*no type information.*CONFIG_DEBUG_INFO_BTF=y.*"
VM_USER=nobody case_of "a plain user" "" ".*run it as root.*"
exit $failed
