import { copyFile, readdir, rename, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { MoeError } from '../errors.js';

/** Files that belong to a tokenizer or say how to generate. */
const companion =
  /^(tokenizer.*|special_tokens_map\.json|vocab\.(json|txt)|merges\.txt|added_tokens\.json|chat_template\..*|generation_config\.json)$/;

/**
 * Fills a folder that appears under its name only when it is complete.
 * @param folder - must not exist, or be empty
 * @param fill - writes into the working folder beside it
 * @throws MoeError `MOE_MERGE_CONFIG` when the folder has content; whatever `fill` throws, with nothing left behind
 */
export async function fillFolder<T>(
  folder: string,
  fill: (working: string) => Promise<T>,
): Promise<T> {
  // without the slash that may end the name: the working folder lies beside the folder, not in it
  const target = path.resolve(folder);
  const found = await stat(target).catch(() => null);
  const content = found === null ? [] : found.isDirectory() ? await readdir(target) : null;
  if (content === null || content.length > 0) {
    throw new MoeError(
      'MOE_MERGE_CONFIG',
      `${folder}: expected a new or empty folder for the result, got ${content === null ? 'a file' : 'one with content'}; choose another or remove it`,
    );
  }
  const working = `${target}.${process.pid}.partial`;
  try {
    const result = await fill(working);
    await rm(target, { recursive: true, force: true });
    await rename(working, target);
    return result;
  } finally {
    await rm(working, { recursive: true, force: true });
  }
}

/** Copies tokenizer and generation settings of a model. */
export async function copyCompanions(from: string, to: string): Promise<void> {
  for (const name of await readdir(from))
    if (companion.test(name)) await copyFile(path.join(from, name), path.join(to, name));
}
