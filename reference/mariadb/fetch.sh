#!/bin/sh
# Fetches the MariaDB 10.11 server of Debian 12 (three packages, 7.5 MB) into .server/ beside this script; nothing is
# installed. The tests of the MySQL pack start it on the loopback interface, in a temporary folder.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
. "$here/../debian/packages.sh"
[ -x "$here/.server/usr/sbin/mariadbd" ] ||
  extract_packages "$here/.server" 10.11 mariadb-server-core libaio1 liburing2
echo "$here/.server/usr/sbin/mariadbd"
