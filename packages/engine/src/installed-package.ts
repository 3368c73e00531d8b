import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** Where a package of files is installed, and as what. */
export interface InstalledPackage {
  /** Its folder, which holds its `package.json`. */
  readonly folder: string;
  /** Version in its `package.json`; `bundled` where there is none. */
  readonly version: string;
}

/**
 * The place of a package whose module asks for its own files. A bundler moves the module elsewhere, and may leave it
 * without an address: then the package is looked for as an installed one, from the bundle and from the program.
 *
 * @param name - the package's name
 * @param moduleUrl - the asking module's `import.meta.url`
 * @returns where it is; where it is not installed at all, the folder above the module, with version `bundled`
 */
export function installedPackage(name: string, moduleUrl: string | undefined): InstalledPackage {
  const [base = ''] = moduleBases(moduleUrl);
  for (const each of moduleBases(moduleUrl)) {
    try {
      const manifest = createRequire(each).resolve(`${name}/package.json`);
      const { version } = JSON.parse(readFileSync(manifest, 'utf8')) as { version: string };
      return { folder: path.dirname(manifest), version };
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'MODULE_NOT_FOUND') throw error;
    }
  }
  const file = base.startsWith('file:') ? fileURLToPath(base) : base;
  return { folder: path.dirname(path.dirname(file)), version: 'bundled' };
}

/** From where a module resolves others: its own address where it has one, and the program's. */
export function moduleBases(moduleUrl: string | undefined): string[] {
  const program = path.resolve(process.argv[1] ?? 'main.js');
  return moduleUrl?.startsWith('file:') === true ? [moduleUrl, program] : [program];
}
