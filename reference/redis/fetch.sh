#!/bin/sh
# Fetches the Redis 7.0 server of Debian 12 (four packages, 1.4 MB) into .server/ beside this script; nothing is installed.
# The tests of @momq/datagen and of the command line start it on the loopback interface, in a temporary folder.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
. "$here/../debian/packages.sh"
[ -x "$here/.server/usr/bin/redis-server" ] ||
  extract_packages "$here/.server" 7.0 redis-server redis-tools libjemalloc2 liblzf1
echo "$here/.server/usr/bin/redis-server"
