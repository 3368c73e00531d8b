/**
 * `node run-built.js FILE …` and `node run-built.js --input-type=module -e CODE`: runs TypeScript of this repository where its
 * packages are built. What was built of a source file is taken for it; the rest, as folders `testing` and the code of guides, is
 * bundled first. Hooks of a loader would see every module of a program, which costs it up to half a second of a processor.
 */
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createRequire, isBuiltin } from 'node:module';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const esbuild = createRequire(createRequire(import.meta.url).resolve('tsx'))('esbuild');
const source = /^(.*[\\/]packages[\\/][^\\/]+)[\\/]src[\\/](.+)\.[jt]s$/;
const typed = /\.m?ts$/;

/** What was built of a source file, or the file itself, which an import may name with the ending `.js`. */
function builtOf(file) {
  const [, folder, name] = source.exec(file) ?? [];
  const built = folder === undefined ? [] : [path.join(folder, 'dist', `${name}.js`)];
  return [...built, file, file.replace(/js$/, 'ts')].find((place) => existsSync(place)) ?? file;
}

/** The file that an import means; packages are found by the bundler, from the folder of who imports them. */
async function located(build, name, { kind, resolveDir }) {
  if (name.startsWith('file:')) return builtOf(fileURLToPath(name));
  if (/^\.{0,2}\//.test(name)) return builtOf(path.resolve(resolveDir, name));
  const { path: file, errors } = await build.resolve(name, { kind, resolveDir, pluginData: lazy });
  if (errors.length > 0) throw new Error(errors[0].text);
  return file;
}

/** Marks what the bundler is to find by itself. */
const lazy = {};

/** The bundle lies nowhere: what Node can load without it is imported by its address. */
const byAddress = {
  name: 'by-address',
  setup(build) {
    build.onResolve({ filter: /.*/ }, async ({ path: name, kind, resolveDir, pluginData }) => {
      if (kind === 'entry-point' || pluginData === lazy) return undefined;
      if (isBuiltin(name)) return { path: name, external: true };
      const file = await located(build, name, { kind, resolveDir });
      const outside = { path: pathToFileURL(file).href, external: true };
      return typed.test(file) ? { path: file } : outside;
    });
    build.onLoad({ filter: typed }, async ({ path: file }) => ({
      contents: withAddress(await readFile(file, 'utf8'), file),
      loader: 'ts',
    }));
  },
};

const withAddress = (code, file) =>
  code.replaceAll('import.meta.url', JSON.stringify(pathToFileURL(file).href));

async function bundled(from) {
  const { outputFiles } = await esbuild.build({
    ...from,
    bundle: true,
    write: false,
    format: 'esm',
    platform: 'node',
    conditions: ['node'],
    target: `node${process.versions.node}`,
    sourcemap: 'inline',
    plugins: [byAddress],
  });
  await esbuild.stop();
  return `data:text/javascript;base64,${Buffer.from(outputFiles[0].contents).toString('base64')}`;
}

const [, , first, , code] = process.argv;
const isCode = first === '--input-type=module';
process.argv.splice(1, isCode ? 4 : 1);
const evaluated = path.resolve('[eval1]');
await import(
  await bundled(
    isCode
      ? { stdin: { contents: withAddress(code, evaluated), resolveDir: process.cwd() } }
      : { entryPoints: [path.resolve(first)] },
  )
);
