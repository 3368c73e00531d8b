#!/bin/sh
# Measures the engine on a graphics card: carries Node, ONNX Runtime's library and the built engine to a bare linux-x64
# machine in one archive of at most 64 MiB; there compares WebGPU with the CPU, measures train steps and decoding, and
# PyTorch's where a Python has it, and brings back benchmarks/results/gpu-<card>.json.
#
#   run.sh --through 'ssh gpu-box'   # a command that runs its last argument in a shell on that machine
#   run.sh --pack momq-gpu.tar.xz    # only the archive; there: tar -xJf it, momq-gpu/start.sh <folder for the result>
#   run.sh --dry-run                 # the archive in an empty folder and environment here, tiny sizes, no results file
#
# Options after -- go to the program (benchmarks/src/gpu/gpu-program.ts), for example -- --device cuda.
# Packing needs npm packages installed, xz, and reference/swiftshader/fetch.sh (Debian) for the Vulkan loader.
set -eu
limit=67108864
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)
fail() { echo "run.sh: $1" >&2; exit 1; }
mode=${1:-}
case $mode in
  --through | --pack) target=${2:?run.sh: $mode needs a value}; shift 2 ;;
  --dry-run) shift ;;
  *) sed -n '2,13p' "$0" >&2; exit 2 ;;
esac
[ "${1:-}" != -- ] || shift
[ "$(uname -s)-$(uname -m)" = Linux-x86_64 ] || fail "packs for linux-x64 only, and this is another platform"

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

pack() {
  "$root/reference/swiftshader/fetch.sh" > /dev/null || fail 'no Vulkan loader'
  box=$work/momq-gpu
  runtime=$(cd "$root/packages/engine" && node -p \
    "require('path').join(require.resolve('onnxruntime-node'), '../..')")
  common=$(cd "$runtime" && node -p \
    "require('path').join(require.resolve('onnxruntime-common'), '../../..')")
  binaries=bin/napi-v6/linux/x64
  mkdir -p "$box/lib" "$box/node_modules/onnxruntime-node/$binaries" \
    "$box/node_modules/onnxruntime-common/dist"
  node=$(node -p process.execPath)
  ! ldd "$node" | grep -q libnode || fail "$node needs libnode.so; use a Node from nodejs.org"
  cp "$node" "$box/node"
  cp "$runtime/$binaries"/*.so* "$runtime/$binaries"/*.node "$box/node_modules/onnxruntime-node/$binaries"
  for part in package.json dist; do cp -R "$runtime/$part" "$box/node_modules/onnxruntime-node/"; done
  cp "$common/package.json" "$box/node_modules/onnxruntime-common/"
  cp -R "$common/dist/cjs" "$box/node_modules/onnxruntime-common/dist/"
  cp "$root/reference/swiftshader/.driver"/* "$box/lib/"
  cp "$here/start.sh" "$here/torch_decoder.py" "$box/"
  # The engine reads its version from the package.json two folders above its own file.
  node "$here/bundle.mjs" "$box/engine/dist/gpu-program.mjs"
  cp "$root/packages/engine/package.json" "$box/"
  git -C "$root" describe --always --dirty=+ > "$box/COMMIT"
  tar -C "$work" -c momq-gpu | xz -T0 -1 > "$1"
  size=$(wc -c < "$1")
  [ "$size" -le $limit ] || fail "the archive has $size bytes, and at most $limit can be carried"
  rm -rf "$box"
  echo "archive: $size bytes of $limit" >&2
}

case $mode in
  --pack) pack "$target" ;;
  --dry-run)
    pack "$work/archive"
    mkdir "$work/bare" "$work/bare/out"
    cd "$work/bare"
    tar -xJf "$work/archive"
    env -i MOMQ_PYTHON="${MOMQ_PYTHON:-python3}" momq-gpu/start.sh out --tiny --software "$@" >&2
    cat out/gpu-*.json
    ;;
  --through)
    pack "$work/archive"
    # shellcheck disable=SC2086 -- the command and its arguments are words
    $target 'rm -rf momq-gpu && tar -xJ && rm -rf momq-gpu/out && mkdir momq-gpu/out' < "$work/archive"
    $target "momq-gpu/start.sh momq-gpu/out $*" < /dev/null >&2 && status=0 || status=$?
    $target 'tar -c -C momq-gpu/out .' < /dev/null | tar -x -C "$root/benchmarks/results"
    exit $status
    ;;
esac
