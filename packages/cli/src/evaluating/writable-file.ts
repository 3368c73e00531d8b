import { statSync } from 'node:fs';
import { access, constants } from 'node:fs/promises';
import path from 'node:path';
import { ConfigError } from '@momq/core';
import { makeFolder } from '@momq/core/execution';

/**
 * Sees to it before a long run that its results can be written to a file; makes the folder where there is none.
 *
 * @param option - without its dashes
 * @throws {@link ConfigError} when nobody could write there, and for a folder
 */
export async function requireWritableFile(option: string, file: string | undefined): Promise<void> {
  if (file === undefined) return;
  const folder = path.dirname(file);
  let isFolder: boolean;
  try {
    await makeFolder(folder);
    await access(folder, constants.W_OK);
    const there = statSync(file, { throwIfNoEntry: false });
    isFolder = there?.isDirectory() ?? /[/\\]$/.test(file);
    if (there !== undefined) await access(file, constants.W_OK);
  } catch (cause) {
    throw new ConfigError(
      `${option}: expected a file that can be written to, got ${file}: ${(cause as Error).message}. Name another one, or change its permissions.`,
      { cause },
    );
  }
  if (isFolder)
    throw new ConfigError(
      `${option}: expected a file that can be written to, got ${file}, a folder. Name a file in it.`,
    );
}
