#!/bin/sh
# Fetches the Redis 7.0 server of Debian 12 (four packages, 1.4 MB) into .server/ beside this script; nothing is installed.
# The tests of @momq/datagen and of the command line start it on the loopback interface, in a temporary folder.
#
# Needs apt-get with Debian's package lists, and dpkg.
set -eu
server=$(cd "$(dirname "$0")" && pwd)/.server
if [ ! -x "$server/usr/bin/redis-server" ]; then
  for tool in apt-get dpkg-deb; do
    command -v $tool >/dev/null || { echo "fetch.sh: $tool is missing; this needs Debian or Ubuntu" >&2; exit 1; }
  done
  download=$(mktemp -d)
  trap 'rm -rf "$download"' EXIT
  (cd "$download" && apt-get download redis-server redis-tools libjemalloc2 liblzf1 >&2) ||
    { echo 'fetch.sh: apt-get download failed; run apt-get update' >&2; exit 1; }
  for version in "$download"/redis-server_*; do
    case $version in
    *7.0.*) ;;
    *) echo "fetch.sh: expected Redis 7.0, got $(basename "$version")" >&2; exit 1 ;;
    esac
  done
  mkdir -p "$server"
  for package in "$download"/*.deb; do
    dpkg-deb --extract "$package" "$server"
  done
fi
echo "$server/usr/bin/redis-server"
