import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { ConfigError } from '@momq/core';
import { makeFolder } from '@momq/core/execution';
import { replaceFile } from '../output/replace-file.js';

/** Notes the settings in a fresh run folder. @returns their hash. @throws ConfigError where the folder has others */
export async function settleFolder(folder: string, settings: object): Promise<string> {
  const file = path.join(folder, 'settings.json');
  await makeFolder(folder);
  const plain = JSON.parse(JSON.stringify(settings)) as Record<string, unknown>;
  if (!existsSync(file)) await replaceFile(file, `${JSON.stringify(plain, null, 2)}\n`);
  const stored = JSON.parse(await readFile(file, 'utf8')) as Record<string, unknown>;
  for (const name of new Set([...Object.keys(stored), ...Object.keys(plain)]))
    if (!isDeepStrictEqual(stored[name], plain[name]))
      throw new ConfigError(
        `--run: expected a folder of these settings, got ${folder} with ${name} ${JSON.stringify(stored[name])}, where this call has ${JSON.stringify(plain[name])}. Give another folder, or the options with which it was begun.`,
      );
  return createHash('sha256').update(JSON.stringify(plain)).digest('hex');
}
