# Functions for the fetch.sh beside: files of Debian packages without installing them. Sourced by sh.
#
# Needs apt-get with Debian's package lists, and dpkg.

# download_packages FOLDER PACKAGE...: the packages' files into an existing folder.
download_packages() {
  folder=$1
  shift
  for tool in apt-get dpkg-deb; do
    command -v $tool >/dev/null || { echo "fetch.sh: $tool is missing; this needs Debian or Ubuntu" >&2; return 1; }
  done
  (cd "$folder" && apt-get download "$@" >&2) ||
    { echo "fetch.sh: apt-get download $* failed; run apt-get update" >&2; return 1; }
}

# extract_packages FOLDER VERSION PACKAGE...: what the packages hold into a folder that is made when all of it is there;
# the first package has to be of the version, as in 10.11.
extract_packages() {
  into=$1 version=$2 first=$3
  shift 2
  download=$(mktemp -d)
  trap 'rm -rf "$download" "$into.part"' EXIT
  download_packages "$download" "$@" || return 1
  case $(dpkg-deb --field "$download/$first"_*.deb Version) in
  "$version".* | *:"$version".*) ;;
  *) echo "fetch.sh: expected $first $version, got $(basename "$download/$first"_*)" >&2; return 1 ;;
  esac
  rm -rf "$into.part"
  mkdir -p "$into.part"
  for package in "$download"/*.deb; do
    dpkg-deb --extract "$package" "$into.part" || return 1
  done
  rm -rf "$into"
  mv "$into.part" "$into"
}
