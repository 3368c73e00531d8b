/** Packs every public package as it would be published, and checks the tarballs with publint and attw. */
import path from 'node:path';
import { packPackages } from './lib/pack-packages.js';
import { root, runStep } from './lib/run-step.js';

const { tarballs, remove } = await packPackages();
const bin = path.join(root, 'node_modules/.bin');
const failures = [];
try {
  for (const [name, tarball] of Object.entries(tarballs)) {
    const steps = [
      [`${name}: publint`, [path.join(bin, 'publint'), 'run', tarball, '--strict']],
      [`${name}: attw`, [path.join(bin, 'attw'), tarball, '--profile', 'esm-only', '--quiet']],
    ];
    for (const [title, command] of steps) {
      if ((await runStep(title, command)) !== 0) failures.push(title);
    }
  }
} finally {
  remove();
}
if (failures.length > 0) {
  console.error(`✖ failed: ${failures.join(', ')}`);
  process.exitCode = 1;
}
