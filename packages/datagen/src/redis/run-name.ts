import { createHash, randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { JobsWanted } from '../pairs/database-jobs.js';
import type { Programs } from './redis-runs.js';

/**
 * The name of the run of a folder, which is that of its queue: the same when the run is begun again, another when options or
 * programs are others, whose results would not fit.
 */
export async function runName(
  { journalFolder, source, key, dialects }: JobsWanted,
  programs: Programs,
): Promise<string> {
  const file = join(journalFolder, 'redis-run.txt');
  const made = [source, key, dialects, Object.entries(programs).sort()];
  const digest = createHash('sha256').update(JSON.stringify(made)).digest('hex').slice(0, 16);
  const known = existsSync(file) ? (await readFile(file, 'utf8')).split(' ') : [];
  if (known.length === 2 && known[1] === digest) return known[0]!;
  const name = `${source}-${randomBytes(5).toString('hex')}`;
  await writeFile(`${file}.partial`, `${name} ${digest}`);
  await rename(`${file}.partial`, file);
  return name;
}
