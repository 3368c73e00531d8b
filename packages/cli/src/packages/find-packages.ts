import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

/** What this program reads of a `package.json`. */
export interface PackageManifest {
  readonly name: string;
  readonly version?: string;
  readonly keywords?: readonly string[];
  readonly exports?: unknown;
  readonly main?: string;
  /** How a pack tells what it is: see `docs/guide/new-dialect.md`. */
  readonly momq?: {
    readonly dialect?: string;
    readonly factory?: string;
    /** File, relative to the package, with what the conformance suite needs of the pack. */
    readonly conformance?: string;
    /** How the URLs begin that a pack opens which opens no files: it is loaded for these alone. */
    readonly urls?: readonly string[];
  };
}

/** A package that is installed somewhere. */
export interface InstalledPackage {
  readonly manifest: PackageManifest;
  readonly folder: string;
}

/** The folder of the command line's own package. */
const ownFolder = fileURLToPath(new URL('../..', import.meta.url));

/**
 * Folders of packages that this program may load: those of the project in the current folder, then those that the command
 * line depends on. The nearest comes first.
 */
function moduleFolders(): readonly string[] {
  const folders = [process.cwd(), ownFolder].flatMap((start) => {
    const found: string[] = [];
    for (let folder = start; ; folder = path.dirname(folder)) {
      if (path.basename(folder) !== 'node_modules') found.push(path.join(folder, 'node_modules'));
      if (folder === path.dirname(folder)) return found;
    }
  });
  return [...new Set(folders)].filter((folder) => existsSync(folder));
}

/** The nearest installed package of that name. */
export function findPackage(name: string): InstalledPackage | undefined {
  for (const modules of moduleFolders()) {
    const found = packageIn(path.join(modules, name));
    if (found !== undefined) return found;
  }
  return undefined;
}

/** Installed packages with a keyword, by name; of several versions the nearest. */
export function packagesWithKeyword(keyword: string): readonly InstalledPackage[] {
  const found = new Map<string, InstalledPackage>();
  for (const modules of moduleFolders())
    for (const name of packageNames(modules)) {
      if (found.has(name)) continue;
      const read = packageIn(path.join(modules, name));
      if (read?.manifest.keywords?.includes(keyword) === true) found.set(name, read);
    }
  return [...found.values()].sort((a, b) => (a.manifest.name < b.manifest.name ? -1 : 1));
}

/** The package's module. */
export async function importPackage({ manifest, folder }: InstalledPackage): Promise<object> {
  const own = findOwn(manifest.name);
  // what the command line depends on is imported by name, so that it shares its modules
  if (own === folder) return (await import(manifest.name)) as object;
  const entry = entryOf(manifest.exports) ?? manifest.main ?? 'index.js';
  return (await import(pathToFileURL(path.resolve(folder, entry)).href)) as object;
}

function findOwn(name: string): string | undefined {
  const folder = path.join(ownFolder, 'node_modules', name);
  return existsSync(folder) ? folder : undefined;
}

function packageNames(modules: string): string[] {
  return readdirSync(modules).flatMap((name) => {
    if (name.startsWith('.')) return [];
    return name.startsWith('@')
      ? readdirSync(path.join(modules, name)).map((member) => `${name}/${member}`)
      : [name];
  });
}

/** The package whose folder that is; undefined without a `package.json`. */
export function packageIn(folder: string): InstalledPackage | undefined {
  const file = path.join(folder, 'package.json');
  if (!existsSync(file)) return undefined;
  const manifest = JSON.parse(readFileSync(file, 'utf8')) as PackageManifest;
  return { manifest, folder };
}

const conditions = new Set(['node', 'import', 'module-sync', 'default']);

/** The main entry of `exports`, as Node resolves it for `import`. */
function entryOf(exports: unknown): string | undefined {
  if (typeof exports === 'string') return exports;
  if (Array.isArray(exports)) return exports.map(entryOf).find((entry) => entry !== undefined);
  if (typeof exports !== 'object' || exports === null) return undefined;
  const entries = Object.entries(exports);
  if ('.' in exports) return entryOf(exports['.']);
  if (entries.some(([key]) => key.startsWith('.'))) return undefined;
  for (const [condition, target] of entries) {
    const entry = conditions.has(condition) ? entryOf(target) : undefined;
    if (entry !== undefined) return entry;
  }
  return undefined;
}
