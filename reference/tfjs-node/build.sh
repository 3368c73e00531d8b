#!/bin/sh
# Makes @tensorflow/tfjs-node or @tensorflow/tfjs-node-gpu usable where its install script cannot download: compiles
# the native binding that the npm package carries against the TensorFlow library of a PyPI wheel.
#
#   build.sh [--gpu] [--library tensorflow-cpu|tensorflow] [project]
#
# project: folder with the package in node_modules, installed with "npm install --ignore-scripts". Without it the
# package is installed into .built/ (or .built-gpu/) beside this script, which the engine's contract test uses.
# --gpu: the files of @tensorflow/tfjs-node-gpu. --library: the wheel; default tensorflow-cpu, and tensorflow, the
# CUDA build, needs CUDA's libraries in LD_LIBRARY_PATH when it runs.
# Needs linux-x64, Node with its headers (/usr/include/node or NODE_INCLUDE), g++, pip and unzip.
set -eu
version=4.22.0
tensorflow=2.21.0
package=tfjs-node
library=tensorflow-cpu
project=
while [ $# -gt 0 ]; do
  case $1 in
    --gpu) package=tfjs-node-gpu ;;
    --library) library=$2; shift ;;
    -*) echo "build.sh: unknown option $1" >&2; exit 2 ;;
    *) project=$1 ;;
  esac
  shift
done
case $library in
  tensorflow | tensorflow-cpu) ;;
  *) echo "build.sh: expected --library tensorflow-cpu or tensorflow, got $library" >&2; exit 2 ;;
esac
here=$(cd "$(dirname "$0")" && pwd)
fail() { echo "build.sh: $1" >&2; exit 1; }
[ "$(uname -s)-$(uname -m)" = Linux-x86_64 ] || fail "needs linux-x64, this is $(uname -s)-$(uname -m)"
for tool in node npm g++ unzip; do command -v $tool >/dev/null || fail "$tool is missing"; done
python=${MOMQ_PYTHON:-python3}
"$python" -m pip --version >/dev/null 2>&1 || fail "$python -m pip does not run; set MOMQ_PYTHON to a Python with pip"
include=${NODE_INCLUDE:-$(dirname "$(dirname "$(command -v node)")")/include/node}
[ -f "$include/node_api.h" ] || fail "no node_api.h in $include; set NODE_INCLUDE"

if [ -z "$project" ]; then
  project=$here/.built
  [ $package = tfjs-node ] || project=$here/.built-gpu
  mkdir -p "$project"
  [ -f "$project/package.json" ] || echo '{ "private": true }' > "$project/package.json"
  (cd "$project" && npm install --ignore-scripts --no-audit --no-fund --silent "@tensorflow/$package@$version")
  # The engine and this package must use one copy of tfjs-core, so the engine's copies are linked in.
  for shared in tfjs-core tfjs-backend-cpu; do
    copy=$(cd "$here/../../packages/engine" && node -p \
      "require('path').dirname(require('fs').realpathSync(require.resolve('@tensorflow/$shared/package.json')))")
    rm -rf "$project/node_modules/@tensorflow/$shared"
    ln -s "$copy" "$project/node_modules/@tensorflow/$shared"
  done
fi
project=$(cd "$project" && pwd)
target=$project/node_modules/@tensorflow/$package
[ -d "$target/binding" ] || fail "$target is missing; run npm install --ignore-scripts @tensorflow/$package@$version"

wheels=${XDG_CACHE_HOME:-$HOME/.cache}/momq/wheels
mkdir -p "$wheels" "$target/deps/lib"
wheel=$(find "$wheels" -name "$(echo $library | tr - _)-$tensorflow-*.whl" | head -n 1)
if [ -z "$wheel" ]; then
  "$python" -m pip download --quiet --no-deps --only-binary=:all: --dest "$wheels" "$library==$tensorflow"
  wheel=$(find "$wheels" -name "$(echo $library | tr - _)-$tensorflow-*.whl" | head -n 1)
fi
unpacked=$(mktemp -d)
trap 'rm -rf "$unpacked"' EXIT
unzip -q "$wheel" 'tensorflow/libtensorflow_cc.so.2' 'tensorflow/libtensorflow_framework.so.2' \
  'tensorflow/include/*' -d "$unpacked"
mv -f "$unpacked"/tensorflow/lib*.so.2 "$target/deps/lib/"
rm -rf "$target/deps/include"
mv "$unpacked/tensorflow/include" "$target/deps/include"
ln -sf libtensorflow_cc.so.2 "$target/deps/lib/libtensorflow.so"
ln -sf libtensorflow_framework.so.2 "$target/deps/lib/libtensorflow_framework.so"

cd "$target"
mkdir -p lib/napi-v8
g++ -O2 -shared -fPIC -std=c++17 -DNAPI_VERSION=8 -I. "-I$include" -Ideps/include \
  binding/tfjs_backend.cc binding/tfjs_binding.cc -Ldeps/lib -ltensorflow -ltensorflow_framework \
  "-Wl,-rpath,\$ORIGIN/../../deps/lib" -o lib/napi-v8/tfjs_binding.node
TF_CPP_MIN_LOG_LEVEL=2 node -e "
  const tf = require('$target');
  const [y] = tf.matMul(tf.ones([1, 2]), tf.ones([2, 1])).dataSync();
  if (tf.getBackend() !== 'tensorflow' || y !== 2) throw new Error('backend ' + tf.getBackend() + ' computed ' + y);
  console.log('built', '$target');"
