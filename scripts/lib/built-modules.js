/**
 * `node --import`: runs TypeScript of this repository where its packages are built. What was built of a source file is taken for it;
 * the rest, as folders `testing` and the code of guides, is stripped of its types. A general loader looks into every CommonJS file
 * and its source map too, which takes seconds with the grammars of some dialects.
 */
import { existsSync, readFileSync } from 'node:fs';
import { createRequire, register } from 'node:module';
import { fileURLToPath } from 'node:url';
import { isMainThread } from 'node:worker_threads';

if (isMainThread) register(import.meta.url); // the thread of the hooks loads this module too

const source = /^(file:.*\/packages\/[^/]+)\/src\/(.+)\.[jt]s$/;
const typed = /\.m?ts$/;
const { transformSync } = createRequire(createRequire(import.meta.url).resolve('tsx'))('esbuild');

/** A hook of Node: https://nodejs.org/docs/latest-v20.x/api/module.html#resolvespecifier-context-nextresolve */
export async function resolve(specifier, context, nextResolve) {
  const { parentURL } = context;
  const url = URL.canParse(specifier, parentURL) ? new URL(specifier, parentURL).href : '';
  const [, folder, name] = source.exec(url) ?? [];
  const found = [`${folder}/dist/${name}.js`, `${folder}/src/${name}.ts`].find(
    (file) => folder !== undefined && existsSync(new URL(file)),
  );
  return found === undefined
    ? nextResolve(specifier, context)
    : { url: found, format: 'module', shortCircuit: true };
}

/** Likewise. */
export async function load(url, context, nextLoad) {
  if (!typed.test(url)) return nextLoad(url, context);
  const { code } = transformSync(readFileSync(new URL(url), 'utf8'), {
    loader: 'ts',
    sourcefile: fileURLToPath(url),
    sourcemap: 'inline',
    target: `node${process.versions.node}`,
  });
  return { format: 'module', source: code, shortCircuit: true };
}
