#!/bin/sh
# confine.sh PYTHON KEEP PLACE COMMAND...: runs COMMAND as user 10001, without rights, on a file system
# that is read-only but for PLACE/tmp and PLACE/files. In a mount namespace of its own (unshare).
# PYTHON is where Python itself is installed; KEEP a directory above it that others may not enter, or "".
set -eu
python=$1 keep=$2 place=$3
shift 3
if [ -n "$keep" ]; then
    mkdir -p "$place/python"
    mount --bind "$python" "$place/python"
    mount -t tmpfs -o mode=0755 tmpfs "$keep"
    mkdir -p "$python"
    mount --bind "$place/python" "$python"
fi
for mine in tmp files; do
    mkdir -p "$place/$mine"
    mount -t tmpfs -o mode=0700,uid=10001,gid=10001 tmpfs "$place/$mine"
done
while read -r _ at kind _; do
    case $kind in
        ext*|xfs|btrfs|overlay|zfs) mount -o remount,bind,ro "$at" ;;
    esac
done < /proc/self/mounts
if touch "$place/written" 2>/dev/null || touch /written 2>/dev/null; then
    echo "the file system can be written to" >&2
    exit 99
fi
exec setpriv --reuid=10001 --regid=10001 --clear-groups --no-new-privs --bounding-set=-all \
    --inh-caps=-all "$@"
