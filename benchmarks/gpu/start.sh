#!/bin/sh
# Runs the benchmark program of this folder on this machine: start.sh <folder for the result> [options]
# --software: on SwiftShader, the software driver in this archive. VK_DRIVER_FILES names a Vulkan driver's manifest;
# without it the usual places are searched. MOMQ_PYTHON names the Python with PyTorch; default python3.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
out=${1:?start.sh: expected a folder for the result}
shift
software=no
for option in "$@"; do
  shift
  if [ "$option" = --software ]; then software=yes; else set -- "$@" "$option"; fi
done
export LD_LIBRARY_PATH="${LD_LIBRARY_PATH:-}"
linked() { /sbin/ldconfig -p 2>/dev/null | grep -q "$1"; }

if [ $software = yes ]; then
  export VK_DRIVER_FILES="$here/lib/vk_swiftshader_icd.json"
elif [ -z "${VK_DRIVER_FILES:-}${VK_ICD_FILENAMES:-}" ]; then
  manifest=$(find /etc/vulkan /usr/share/vulkan /usr/local /opt -name 'nvidia_icd*.json' 2>/dev/null | head -n 1)
  [ -z "$manifest" ] || export VK_DRIVER_FILES="$manifest"
fi
if ! linked libGLX_nvidia; then
  library=$(find /usr/local/nvidia /usr/lib /usr/lib64 -name 'libGLX_nvidia.so.0' 2>/dev/null | head -n 1)
  [ -z "$library" ] || LD_LIBRARY_PATH="$LD_LIBRARY_PATH:$(dirname "$library")"
fi
# The loader of this archive is used only where the machine has none.
linked libvulkan.so.1 || LD_LIBRARY_PATH="$LD_LIBRARY_PATH:$here/lib"
exec "$here/node" "$here/engine/dist/gpu-program.mjs" --out "$out" --torch "$here/torch_decoder.py" \
  --commit "$(cat "$here/COMMIT")" "$@"
