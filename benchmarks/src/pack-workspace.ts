import { mkdirSync, readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { runCommand } from './run-command.js';

/** A workspace package as it would be published. */
export interface PackedPackage {
  readonly tarball: string;
  /** Names of its dependencies and required peers in this workspace. */
  readonly workspaceDependencies: readonly string[];
}

interface Manifest {
  readonly name: string;
  readonly private?: boolean;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly peerDependencies?: Readonly<Record<string, string>>;
  readonly peerDependenciesMeta?: Readonly<Record<string, { readonly optional?: boolean }>>;
}

const root = fileURLToPath(new URL('../..', import.meta.url));

/** Packs every public package of the workspace into `folder`. The packages must be built. */
export async function packWorkspace(folder: string): Promise<ReadonlyMap<string, PackedPackage>> {
  mkdirSync(folder, { recursive: true });
  const { packageManager } = readJson(path.join(root, 'package.json')) as {
    packageManager: string;
  };
  const packed = new Map<string, PackedPackage>();
  for (const directory of readdirSync(path.join(root, 'packages'))) {
    const source = path.join(root, 'packages', directory);
    const manifest = readJson(path.join(source, 'package.json')) as Manifest;
    if (manifest.private === true) continue;
    const tarball = path.join(folder, `${directory}.tgz`);
    await runCommand('npx', ['--yes', packageManager, 'pack', '--out', tarball], source);
    packed.set(manifest.name, { tarball, workspaceDependencies: workspaceDependencies(manifest) });
  }
  return packed;
}

function workspaceDependencies({
  dependencies = {},
  peerDependencies = {},
  peerDependenciesMeta = {},
}: Manifest): string[] {
  const required = Object.entries(peerDependencies).filter(
    ([name]) => peerDependenciesMeta[name]?.optional !== true,
  );
  return [...Object.entries(dependencies), ...required]
    .filter(([, version]) => version.startsWith('workspace:'))
    .map(([name]) => name);
}

function readJson(file: string): unknown {
  return JSON.parse(readFileSync(file, 'utf8'));
}
