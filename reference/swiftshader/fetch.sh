#!/bin/sh
# Fetches SwiftShader, a Vulkan driver that computes on the CPU, and the Vulkan loader, both from Debian's
# chromium-common package (32 MB), into .driver/ beside this script; nothing is installed. With them ONNX Runtime's
# WebGPU provider runs on a machine without a graphics card:
#
#   eval "$(reference/swiftshader/fetch.sh)"   # sets VK_DRIVER_FILES and LD_LIBRARY_PATH
set -eu
here=$(cd "$(dirname "$0")" && pwd)
. "$here/../debian/packages.sh"
driver=$here/.driver
if [ ! -f "$driver/libvk_swiftshader.so" ]; then
  download=$(mktemp -d)
  trap 'rm -rf "$download"' EXIT
  download_packages "$download" chromium-common
  mkdir -p "$driver"
  dpkg-deb --fsys-tarfile "$download"/chromium-common_*.deb | tar -x -C "$driver" --strip-components=4 \
    ./usr/lib/chromium/libvulkan.so.1 ./usr/lib/chromium/vk_swiftshader_icd.json ./usr/lib/chromium/libvk_swiftshader.so
fi
echo "export VK_DRIVER_FILES=$driver/vk_swiftshader_icd.json"
echo "export LD_LIBRARY_PATH=$driver\${LD_LIBRARY_PATH:+:\$LD_LIBRARY_PATH}"
