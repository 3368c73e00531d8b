import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { folderSizeBytes } from '../folder-size.js';
import { packWorkspace } from '../pack-workspace.js';
import type { PackedPackage } from '../pack-workspace.js';
import { measurement } from '../measurement.js';
import { runCommand } from '../run-command.js';
import type { Suite } from '../suite.js';

const smallest = ['@momq/core', '@momq/dialect-sqlite', '@momq/model-nano'];
const alone = [
  '@momq/core',
  '@momq/dialect-sqlite',
  '@momq/dialect-postgres',
  '@momq/dialect-cypher',
  '@momq/model-nano',
];

/** What the packages weigh in a user's `node_modules`. */
export const sizeSuite: Suite = {
  description:
    'The workspace packages are packed as for publishing and installed with npm into an empty folder, without install scripts; ' +
    'the size is the sum of all files in node_modules.',
  async run(progress) {
    const folder = mkdtempSync(path.join(tmpdir(), 'momq-size-'));
    try {
      progress('packing');
      const packed = await packWorkspace(path.join(folder, 'tarballs'));
      progress(smallest.join(' + '));
      const sizeMib = await installedMib(smallest, packed, folder);
      const results = [
        measurement(
          `installed size of ${smallest.join(' + ')}`,
          { value: sizeMib, unit: 'MiB' },
          { atMost: 400 },
        ),
      ];
      for (const name of alone) {
        progress(name);
        const value = await installedMib([name], packed, folder);
        results.push(
          measurement(`installed size of ${name}`, { value, unit: 'MiB' }, 'report only'),
        );
      }
      return results;
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  },
};

/** Mebibytes (2^20 bytes, as `du -m` counts) of `node_modules` with the named packages and all they need. */
async function installedMib(
  names: readonly string[],
  packed: ReadonlyMap<string, PackedPackage>,
  folder: string,
): Promise<number> {
  const target = path.join(folder, names.join('+').replaceAll(/[@/]/g, '-'));
  mkdirSync(target);
  const dependencies = Object.fromEntries(
    [...withWorkspaceDependencies(names, packed)].map((name) => [
      name,
      `file:${tarballOf(name, packed)}`,
    ]),
  );
  writeFileSync(
    path.join(target, 'package.json'),
    JSON.stringify({ name: 'size', private: true, dependencies }),
  );
  await runCommand('npm', ['install', '--ignore-scripts', '--no-audit', '--no-fund'], target);
  return folderSizeBytes(path.join(target, 'node_modules')) / 2 ** 20;
}

/** The packages and the workspace packages that they depend on; those come from tarballs too. */
function withWorkspaceDependencies(
  names: readonly string[],
  packed: ReadonlyMap<string, PackedPackage>,
): Set<string> {
  const all = new Set<string>();
  const visit = (name: string): void => {
    if (all.has(name)) return;
    all.add(name);
    for (const dependency of packed.get(name)?.workspaceDependencies ?? []) visit(dependency);
  };
  for (const name of names) visit(name);
  return all;
}

function tarballOf(name: string, packed: ReadonlyMap<string, PackedPackage>): string {
  const found = packed.get(name);
  if (found === undefined)
    throw new RangeError(`package: expected one of the workspace, got ${name}`);
  return found.tarball;
}
