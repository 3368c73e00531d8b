/** Packs every public package as it would be published, and checks the tarballs with publint and attw. */
import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pnpm } from './lib/bootstrap.js';
import { root, runStep } from './lib/run-step.js';

const target = mkdtempSync(path.join(tmpdir(), 'momq-pack-'));
const failures = [];
try {
  for (const name of readdirSync(path.join(root, 'packages'))) {
    const folder = path.join('packages', name);
    const manifest = JSON.parse(readFileSync(path.join(root, folder, 'package.json'), 'utf8'));
    if (manifest.private === true) continue;
    const tarball = path.join(target, `${name}.tgz`);
    const steps = [
      [`${name}: pack`, [...pnpm, '--dir', folder, 'pack', '--out', tarball]],
      [
        `${name}: publint`,
        [path.join(root, 'node_modules/.bin/publint'), 'run', tarball, '--strict'],
      ],
      [
        `${name}: attw`,
        [path.join(root, 'node_modules/.bin/attw'), tarball, '--profile', 'esm-only', '--quiet'],
      ],
    ];
    for (const [title, command] of steps) {
      if ((await runStep(title, command)) !== 0) failures.push(title);
    }
  }
} finally {
  rmSync(target, { recursive: true, force: true });
}
if (failures.length > 0) {
  console.error(`✖ failed: ${failures.join(', ')}`);
  process.exitCode = 1;
}
