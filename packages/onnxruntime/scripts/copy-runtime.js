/**
 * Puts the files of the npm package onnxruntime-node into `runtime`, all but its install script, for the tarball:
 * `--remove` takes them away again. Links where it can: the libraries of all platforms are 290 MB.
 */
import { copyFileSync, linkSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const target = fileURLToPath(new URL('../runtime', import.meta.url));
const source = path.dirname(
  createRequire(import.meta.url).resolve('onnxruntime-node/package.json'),
);

rmSync(target, { recursive: true, force: true });
if (!process.argv.includes('--remove')) {
  for (const folder of ['dist', 'bin']) {
    for (const entry of readdirSync(path.join(source, folder), {
      recursive: true,
      withFileTypes: true,
    })) {
      if (!entry.isFile() || !/\.(js|node|dll|so|dylib)(\.\d+)*$/.test(entry.name)) continue;
      const from = path.join(entry.parentPath, entry.name);
      const to = path.join(target, path.relative(source, from));
      mkdirSync(path.dirname(to), { recursive: true });
      linkOrCopy(from, to);
    }
  }
  writeFileSync(path.join(target, 'package.json'), '{ "type": "commonjs" }\n');
  copyFileSync(
    fileURLToPath(new URL('onnxruntime-license.txt', import.meta.url)),
    path.join(target, 'LICENSE'),
  );
}

function linkOrCopy(from, to) {
  try {
    linkSync(from, to);
  } catch {
    copyFileSync(from, to); // another file system
  }
}
