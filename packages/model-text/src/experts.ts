import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { ConfigError } from '@momq/core';
import { loadAdapters, type LoadedAdapters } from '@momq/moe';
import type { Base } from '@momq/moe/bases';

/** File that makes a folder one of trained adapters. */
const MANIFEST = 'momq.json';

/**
 * Trained experts of a base, such as `@momq/experts-qwen2.5-coder-0.5b`.
 *
 * @param experts - a folder that `momq train text` wrote, or a package with one in `weights`
 * @throws ConfigError when there is neither; MoeError `MOE_BASE_MISMATCH` when they were trained on other weights, and others of
 *   `loadAdapters`
 */
export async function loadExperts(experts: string, base: Base): Promise<LoadedAdapters> {
  return loadAdapters(expertsFolder(experts), base);
}

function expertsFolder(experts: string): string {
  if (existsSync(path.join(experts, MANIFEST))) return experts;
  for (const from of [path.resolve('package.json'), import.meta.url]) {
    const folder = packageFolder(experts, from);
    if (folder !== null && existsSync(path.join(folder, 'weights', MANIFEST)))
      return path.join(folder, 'weights');
  }
  throw new ConfigError(
    `experts: expected a folder with ${MANIFEST}, or a package with weights/${MANIFEST}, got none at ${experts}. Train them with momq train text, or install the package.`,
  );
}

/** The folder of a package that is installed for `from`, or null. */
function packageFolder(name: string, from: string): string | null {
  try {
    return path.dirname(createRequire(from).resolve(`${name}/package.json`));
  } catch (error) {
    if (/NOT_FOUND|NOT_EXPORTED|INVALID/.test(String((error as { code?: unknown }).code)))
      return null;
    throw error;
  }
}
