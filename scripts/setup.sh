#!/bin/sh
# Installs the Debian packages that are missing, and says in one line what it cannot do.
# usage: setup.sh "PKG-CONFIG NAMES" "DEBIAN PACKAGES"
set -eu
command -v swift >/dev/null || {
  echo "tandem: no Swift toolchain on PATH; install Swift 6.2 or newer from swift.org" >&2
  exit 5
}
missing=
for package in $2; do
  dpkg-query -W -f '${db:Status-Status}' "$package" 2>/dev/null | grep -qx installed ||
    missing="$missing $package"
done
[ -n "$missing" ] || exit 0
sudo=
[ "$(id -u)" = 0 ] || sudo=sudo
if ! command -v apt-get >/dev/null || { [ -n "$sudo" ] && ! command -v sudo >/dev/null; }; then
  # Elsewhere the names differ: the libraries themselves decide.
  if pkg-config --exists $1 2>/dev/null && command -v bwrap git python3 >/dev/null; then exit 0; fi
  echo "tandem: missing:$missing; install them as root (apt-get install$missing)" >&2
  exit 5
fi
echo "tandem: installing$missing"
$sudo apt-get update -qq || true
DEBIAN_FRONTEND=noninteractive $sudo apt-get install -yqq $missing >/dev/null || {
  echo "tandem: apt-get could not install:$missing; see its words above" >&2
  exit 5
}
