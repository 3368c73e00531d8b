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
  const main = pathToFileURL(process.argv[1] ?? join(process.cwd(), 'main.js')).href;
  const bases = moduleUrl?.startsWith('file:') === true ? [moduleUrl, main] : [main];
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

/** The folder of the package as seen from a module; none where it is not installed. */
function installedIn(base: string, packageName: string): string[] {
  try {
    return [dirname(createRequire(base).resolve(`${packageName}/package.json`))];
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'MODULE_NOT_FOUND') return [];
    throw error;
  }
}
