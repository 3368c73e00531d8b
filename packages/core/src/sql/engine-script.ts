import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { EngineMissingError } from '@momq/dialect';

/**
 * Finds the script that an engine's thread or process starts from: beside the module that asks, or, where a bundler has
 * moved that module's code elsewhere, in the installed package.
 *
 * @param script - the file's name, which is in the same folder as the module, and in `dist` of the package
 * @param moduleUrl - the module's `import.meta.url`, which some bundlers leave undefined
 * @param packageName - for example `@momq/dialect-sqlite`
 * @throws EngineMissingError when it is in neither place
 */
export function engineScript(
  script: string,
  moduleUrl: string | undefined,
  packageName: string,
): URL {
  const bases = basesOf(moduleUrl);
  const places = [
    ...bases.slice(0, -1).map((base) => fileURLToPath(new URL(script, base))),
    ...bases.flatMap((base) =>
      installedIn(base, packageName).map((at) => join(at, 'dist', script)),
    ),
  ];
  const found = places.find((place) => existsSync(place));
  if (found !== undefined) return pathToFileURL(found);
  throw new EngineMissingError(
    `${packageName}: expected its engine's file ${script} in ${places[0] ?? 'the installed package'} or in the installed package, got none. Keep the package out of the bundle (esbuild: --external:${packageName}) and install it beside the program.`,
  );
}

/**
 * A file of a package that code runs without, such as trained weights.
 *
 * @param path - from the package's folder, `weights/nano.safetensors`
 * @param moduleUrl - the `import.meta.url` of a module directly in `src` or `dist`, which some bundlers leave undefined
 * @param packageName - the package of that module
 * @returns undefined where a bundler took the code without the file, and the package is not installed either
 */
export function packageFile(
  path: string,
  moduleUrl: string | undefined,
  packageName: string,
): URL | undefined {
  const bases = basesOf(moduleUrl);
  const places = [
    ...bases.slice(0, -1).map((base) => fileURLToPath(new URL(`../${path}`, base))),
    ...bases.flatMap((base) => installedIn(base, packageName).map((at) => join(at, path))),
  ];
  const found = places.find((place) => existsSync(place));
  return found === undefined ? undefined : pathToFileURL(found);
}

/**
 * Loads a CommonJS dependency of a package that reads files of its own, such as WebAssembly, and so must not be bundled.
 *
 * @param name - the dependency
 * @param moduleUrl - the `import.meta.url` of the module that asks, which some bundlers leave undefined
 * @param packageName - the package of that module
 * @throws EngineMissingError when it is not installed where the program runs
 */
export function requireDependency(
  name: string,
  moduleUrl: string | undefined,
  packageName: string,
): unknown {
  const bases = basesOf(moduleUrl);
  const installed = bases.flatMap((base) => installedIn(base, packageName));
  for (const base of [...bases, ...installed.map((folder) => join(folder, 'package.json'))]) {
    const require = createRequire(base);
    try {
      require.resolve(name);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'MODULE_NOT_FOUND') continue;
      throw error;
    }
    return require(name);
  }
  throw new EngineMissingError(
    `${packageName}: expected its dependency ${name} to be installed, got none from ${bases.join(' or ')}. Keep the package out of the bundle (esbuild: --external:${packageName}) and install it beside the program.`,
  );
}

/** From where a module resolves others: its own address where it has one, and the program's. */
function basesOf(moduleUrl: string | undefined): string[] {
  const main = pathToFileURL(process.argv[1] ?? join(process.cwd(), 'main.js')).href;
  return moduleUrl?.startsWith('file:') === true ? [moduleUrl, main] : [main];
}

/** The folder of the package as seen from a module; none where it is not installed. */
function installedIn(base: string, packageName: string): string[] {
  try {
    return [dirname(createRequire(base).resolve(`${packageName}/package.json`))];
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'MODULE_NOT_FOUND') return [];
    throw error;
  }
}
