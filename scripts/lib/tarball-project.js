import { writeFileSync } from 'node:fs';
import path from 'node:path';

/**
 * Writes the `package.json` of a project that has the packages of tarballs as dependencies; every one comes from its
 * tarball, also where another one depends on it.
 *
 * @param {string} folder - the project's folder
 * @param {Readonly<Record<string, string>>} tarballs - tarball of each package name
 */
export function writeManifest(folder, tarballs) {
  const dependencies = Object.fromEntries(
    Object.entries(tarballs).map(([name, tarball]) => [name, `file:${tarball}`]),
  );
  const overrides = Object.fromEntries(Object.keys(tarballs).map((name) => [name, `$${name}`]));
  const manifest = { name: 'project', private: true, type: 'module', dependencies, overrides };
  writeFileSync(path.join(folder, 'package.json'), JSON.stringify(manifest, null, 2));
}
