#!/usr/bin/env bash
# boot.sh KERNEL INITRAMFS DIR
# Answers: does the guest's command succeed on this kernel?
#
# KERNEL is a folder made by fetch-kernel.sh. Prints what the guest prints while it runs, each line marked
# with the kernel's series, and leaves in DIR: console.log, output.log, status, and result (the verdict
# in one line, under it the log's tail when something failed). Exits 0 when the command did.
#
# Settings: VM_TIMEOUT (seconds), VM_APPEND (more kernel command line), VM_ACCEL, VM_MEMORY, VM_CPUS.
set -euo pipefail

kernel=$1 initramfs=$2 dir=$3
version=$(< "$kernel/version")
series=$(cut -d. -f1,2 <<< "$version")
limit=${VM_TIMEOUT:-1800}
mkdir -p "$dir"
: > "$dir/console.log"; : > "$dir/status"

# no_timer_check: on a busy machine the emulated timer can be late, which Linux takes for a broken board and panics
# (check_timer, arch/x86/kernel/apic/io_apic.c).
# KVM only when asked for by name: on some machines /dev/kvm is there and does not work.
timeout --kill-after=5 "$limit" qemu-system-x86_64 \
  -M pc -cpu max -accel "${VM_ACCEL:-tcg,thread=multi}" -m "${VM_MEMORY:-512}" -smp "${VM_CPUS:-1}" \
  -nodefaults -no-reboot -display none \
  -kernel "$kernel/vmlinuz" -initrd "$initramfs" \
  -append "console=ttyS0 quiet panic=-1 no_timer_check ${VM_APPEND:-}" \
  -serial "file:$dir/console.log" \
  -chardev stdio,id=output,signal=off -serial chardev:output \
  -serial "file:$dir/status" \
  < /dev/null 2> "$dir/qemu.log" |
  tee "$dir/output.log" |
  while IFS= read -r line || [ -n "$line" ]; do printf '[%s] %s\n' "$series" "$line"; done &
guest=$(jobs -p)  # the first process of the pipe: timeout, which takes qemu with it
trap 'kill "$guest" 2>/dev/null || true; wait' EXIT
trap 'exit 1' INT TERM HUP

ended=0; wait %1 || ended=$?
status=$(tr -dc '0-9' < "$dir/status")

if [ "$status" = 0 ]; then
  echo "$version: passed in $SECONDS s" > "$dir/result"
  exit 0
fi
{
  if [ -n "$status" ]; then
    echo "$version: failed: exit $status, in $SECONDS s"
  elif [ "$ended" -ge 124 ]; then
    echo "$version: failed: no exit status after $limit s (hung, or VM_TIMEOUT is too short)"
  else
    echo "$version: failed: no exit status, qemu ended ($ended) after $SECONDS s"
  fi
  cat "$dir/qemu.log"
  # What the tests said of their failures stands at the end of their output.
  echo "what failed:"
  { sed -n '/^failures:/,$p' "$dir/output.log" | grep . || tail -n 20 "$dir/output.log"; } | tail -n 60 | sed 's/^/    /'
  echo "kernel log tail:"
  tail -n 40 "$dir/console.log" | tr -d '\r' | sed 's/^/    /'
} > "$dir/result"
exit 1
