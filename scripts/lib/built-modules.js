/**
 * `node --import`: sources of packages are what was built of them, where that was built. Programs that tests start need not compile
 * a package anew for each of them.
 */
import { existsSync } from 'node:fs';
import { register } from 'node:module';
import { isMainThread } from 'node:worker_threads';

if (isMainThread) register(import.meta.url); // the thread of the hooks loads this module too

/** A hook of Node: https://nodejs.org/docs/latest-v20.x/api/module.html#resolvespecifier-context-nextresolve */
export async function resolve(specifier, context, nextResolve) {
  const found = await nextResolve(specifier, context);
  const built = found.url.replace(
    /^(file:.*\/packages\/[^/]+)\/src\/([^?]+)\.ts(\?.*)?$/,
    '$1/dist/$2.js',
  );
  return built !== found.url && existsSync(new URL(built))
    ? { url: built, format: 'module', shortCircuit: true }
    : found;
}
