import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { pnpm } from './bootstrap.js';
import { root } from './run-step.js';

/**
 * Packs every public package as it would be published, with one run of pnpm and without its listings. Where the variable
 * `MOMQ_TARBALLS` names a folder, tarballs go there and stay, and those that are there already are taken as they are: so
 * several checks share one packing.
 *
 * @returns {Promise<{ folder: string, tarballs: Record<string, string>, remove: () => void }>} the tarball of each package
 *   name, and what to call at the end
 */
export async function packPackages() {
  const shared = process.env.MOMQ_TARBALLS;
  const folder = shared ?? mkdtempSync(path.join(tmpdir(), 'momq-tarballs-'));
  const tarballs = {};
  for (const name of readdirSync(path.join(root, 'packages'))) {
    const file = path.join(root, 'packages', name, 'package.json');
    if (!existsSync(file)) continue;
    const manifest = JSON.parse(readFileSync(file, 'utf8'));
    if (manifest.private === true) continue;
    const base = manifest.name.replace('@', '').replace('/', '-');
    tarballs[manifest.name] = path.join(folder, `${base}-${manifest.version}.tgz`);
  }
  if (!Object.values(tarballs).every((tarball) => existsSync(tarball))) {
    mkdirSync(folder, { recursive: true });
    const start = performance.now();
    const [program, ...args] = pnpm;
    const command = ['-r', '--filter', './packages/*', 'pack', '--pack-destination', folder];
    await promisify(execFile)(program, [...args, ...command], {
      cwd: root,
      maxBuffer: 2 ** 26,
      shell: process.platform === 'win32', // npx is a .cmd file there
    }).catch((error) => {
      throw new Error(`pnpm pack: ${error.message}\n${error.stdout}${error.stderr}`);
    });
    const seconds = ((performance.now() - start) / 1000).toFixed(1);
    console.log(`✔ packed ${Object.keys(tarballs).length} packages after ${seconds} s`);
  }
  return {
    folder,
    tarballs,
    remove: () => {
      if (shared === undefined) rmSync(folder, { recursive: true, force: true });
    },
  };
}
