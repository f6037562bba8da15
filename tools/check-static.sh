#!/usr/bin/env bash
# What is promised of the command line tool: static, little larger than it is (45 MB are allowed with all directories, metrics and notifications), and at home
# in an empty file system with nothing but CA certificates.
# usage: tools/check-static.sh BINARY
set -euo pipefail
echo '== static binary'

binary=$1 limit=30000000
if [[ $(uname -s) != Linux ]]; then
	echo 'SKIPPED: checked on Linux only'
	exit
fi

# ldd itself fails on a static file.
linked=$(LC_ALL=C ldd "$binary" 2>&1 || true)
if [[ $linked != *'not a dynamic executable'* ]]; then
	printf '%s is linked dynamically:\n%s\n' "$binary" "$linked" >&2
	exit 1
fi
size=$(stat -c %s "$binary")
if ((size > limit)); then
	echo "$binary has $size bytes, more than $limit" >&2
	exit 1
fi

# chroot wants root; a user namespace will do where the kernel grants one.
if ((EUID == 0)); then
	enter=(chroot)
elif unshare --map-root-user true 2>/dev/null; then
	enter=(unshare --map-root-user chroot)
else
	echo "not dynamic, $size bytes; SKIPPED: no right to enter an empty file system (run as root)"
	exit
fi

root=$(mktemp -d)
trap 'rm -rf "$root"' EXIT
install -D "$binary" "$root/bwdc"
certificates=/etc/ssl/certs/ca-certificates.crt
if [[ -r $certificates ]]; then
	install -D -m 644 "$certificates" "$root$certificates"
fi
version=$(env -i PATH="$PATH" "${enter[@]}" "$root" /bwdc --version </dev/null)
echo "not dynamic, $size bytes, and alone in a file system it says: $version"
