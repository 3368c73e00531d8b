#!/bin/sh
# Fetches the MariaDB 10.11 server of Debian 12 (three packages, 7.5 MB) into .server/ beside this script; nothing is
# installed. The tests of the MySQL pack start it on the loopback interface, in a temporary folder.
#
# Needs apt-get with Debian's package lists, and dpkg.
set -eu
server=$(cd "$(dirname "$0")" && pwd)/.server
if [ ! -x "$server/usr/sbin/mariadbd" ]; then
  for tool in apt-get dpkg-deb; do
    command -v $tool >/dev/null || { echo "fetch.sh: $tool is missing; this needs Debian or Ubuntu" >&2; exit 1; }
  done
  download=$(mktemp -d)
  trap 'rm -rf "$download"' EXIT
  (cd "$download" && apt-get download mariadb-server-core libaio1 liburing2 >&2) ||
    { echo 'fetch.sh: apt-get download failed; run apt-get update' >&2; exit 1; }
  for version in "$download"/mariadb-server-core_*; do
    case $version in
    *10.11.*) ;;
    *) echo "fetch.sh: expected MariaDB 10.11, got $(basename "$version")" >&2; exit 1 ;;
    esac
  done
  mkdir -p "$server"
  for package in "$download"/*.deb; do
    dpkg-deb --extract "$package" "$server"
  done
fi
echo "$server/usr/sbin/mariadbd"
