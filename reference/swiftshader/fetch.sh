#!/bin/sh
# Fetches SwiftShader, a Vulkan driver that computes on the CPU, and the Vulkan loader, both from Debian's
# chromium-common package (32 MB), into .driver/ beside this script; nothing is installed. With them ONNX Runtime's
# WebGPU provider runs on a machine without a graphics card:
#
#   eval "$(reference/swiftshader/fetch.sh)"   # sets VK_DRIVER_FILES and LD_LIBRARY_PATH
#
# Needs apt-get with Debian's package lists, and dpkg.
set -eu
driver=$(cd "$(dirname "$0")" && pwd)/.driver
if [ ! -f "$driver/libvk_swiftshader.so" ]; then
  for tool in apt-get dpkg-deb; do
    command -v $tool >/dev/null || { echo "fetch.sh: $tool is missing; this needs Debian or Ubuntu" >&2; exit 1; }
  done
  download=$(mktemp -d)
  trap 'rm -rf "$download"' EXIT
  (cd "$download" && apt-get download chromium-common >&2) ||
    { echo 'fetch.sh: apt-get download chromium-common failed; run apt-get update' >&2; exit 1; }
  mkdir -p "$driver"
  dpkg-deb --fsys-tarfile "$download"/chromium-common_*.deb | tar -x -C "$driver" --strip-components=4 \
    ./usr/lib/chromium/libvulkan.so.1 ./usr/lib/chromium/vk_swiftshader_icd.json ./usr/lib/chromium/libvk_swiftshader.so
fi
echo "export VK_DRIVER_FILES=$driver/vk_swiftshader_icd.json"
echo "export LD_LIBRARY_PATH=$driver\${LD_LIBRARY_PATH:+:\$LD_LIBRARY_PATH}"
