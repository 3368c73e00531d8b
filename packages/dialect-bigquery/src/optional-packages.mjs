import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

/** Versions of the optional packages that this pack was tried with. */
const VERSIONS = new Map([
  ['@fivetrandevelopers/zetasql', '1.13.0'],
  ['@google-cloud/bigquery', '8.3.1'],
]);

/**
 * The `package.json` of an optional package: beside this pack, beside the running program, in the project of the current folder, or
 * among npm's global packages. So it is found where one of `momq` and the package is installed globally and the other is not.
 *
 * @param {string} name
 * @param {string | undefined} moduleUrl - `import.meta.url` of who asks
 * @returns {string | undefined}
 */
export function findOptional(name, moduleUrl) {
  for (const base of bases(moduleUrl)) {
    try {
      return createRequire(base).resolve(`${name}/package.json`);
    } catch {
      // not installed from there
    }
  }
  return undefined;
}

/**
 * How to install an optional package so that it is found.
 *
 * @param {string} name
 */
export function howToInstall(name) {
  const exact = `${name}@${VERSIONS.get(name)}`;
  return `npm install ${exact} in the folder of your project, or npm install -g ${exact}`;
}

/** @param {string | undefined} moduleUrl */
function bases(moduleUrl) {
  const program = process.argv[1];
  return [
    ...(moduleUrl?.startsWith('file:') ? [moduleUrl] : []),
    ...(program ? [program] : []),
    join(process.cwd(), 'package.json'),
    ...globalFolders().map((folder) => join(folder, 'package.json')),
  ];
}

/** Where npm installs with `-g`: below the prefix that npm tells its scripts, and below that of this Node. */
function globalFolders() {
  const given = process.env['npm_config_global_prefix'] ?? process.env['npm_config_prefix'];
  const own = dirname(process.execPath);
  const isWindows = process.platform === 'win32';
  return [...(given ? [given] : []), isWindows ? own : dirname(own)].map((prefix) =>
    isWindows ? prefix : join(prefix, 'lib'),
  );
}
