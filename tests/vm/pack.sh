#!/usr/bin/env bash
# pack.sh OUT COMMAND
# Answers: what is inside the guest?
#
# Writes OUT, the initramfs that all kernels boot: busybox, init (this folder's), the files that
# BEETRACE_BIN, BEETRACE_LIVE and BEETRACE_TARGETS name (each may be unset), the shared libraries
# these need, and COMMAND, the shell command that init runs as VM_USER (root, or nobody).
set -euo pipefail

out=$1 command=$2
here=$(dirname "$(realpath "${BASH_SOURCE[0]}")")
busybox=$(command -v busybox)

root=$(mktemp -d "$out.XXXXXX")
trap 'rm -rf "$root"' EXIT
trap 'exit 1' INT TERM HUP
chmod 755 "$root"

# As on Debian, /bin, /sbin and the libraries' folders are links into /usr: every tool is in /bin and in /usr/bin.
mkdir -p "$root"/usr/{bin,sbin,lib,lib32,lib64,libx32} "$root"/{bt,dev,etc,proc,root,run,sys,tmp,var}
for folder in bin sbin lib lib32 lib64 libx32; do ln -s "usr/$folder" "$root/$folder"; done
cp "$busybox" "$root/usr/bin/busybox"
"$busybox" --list | while read -r applet; do
  [ "$applet" = busybox ] || ln -s busybox "$root/usr/bin/$applet"
done

cat > "$root/etc/passwd" <<END
root:x:0:0:root:/root:/bin/sh
nobody:x:65534:65534:nobody:/tmp:/bin/sh
END
cat > "$root/etc/group" <<END
root:x:0:
nogroup:x:65534:
END
echo "127.0.0.1 localhost" > "$root/etc/hosts"

[ -z "${BEETRACE_BIN:-}" ] || cp -L "$BEETRACE_BIN" "$root/bt/beetrace"
[ -z "${BEETRACE_LIVE:-}" ] || cp -L "$BEETRACE_LIVE" "$root/bt/live"
[ -z "${BEETRACE_VERIFIER:-}" ] || cp -L "$BEETRACE_VERIFIER" "$root/bt/verifier"
[ -z "${BEETRACE_LIVE:-}" ] || cp "$here/tests-in-guest.sh" "$root/bt/tests"
[ -z "${BEETRACE_TARGETS:-}" ] || cp -rL "$BEETRACE_TARGETS" "$root/bt/targets"

# ldd fails on static binaries and on what is no binary at all: such a file needs no libraries.
libraries() {
  find "$root/bt" -type f -perm /111 | while read -r file; do ldd "$file" 2>/dev/null || true; done |
    grep -oE '/[^ ]+' | sort -u
}
{ libraries || true; } | while read -r library; do
  mkdir -p "$root$(dirname "$library")"
  cp -L "$library" "$root$library"
done

cp "$here/init" "$root/init"
printf '%s\n' "$command" > "$root/bt/command"
echo "${VM_USER:-root}" > "$root/bt/user"
chmod -R a+rX "$root"
chmod 755 "$root/init"

(cd "$root" && find . | "$busybox" cpio -o -H newc --quiet 2>/dev/null) > "$out"
