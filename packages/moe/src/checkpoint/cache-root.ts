import { homedir } from 'node:os';
import { join } from 'node:path';

/** A folder for what can be made again: `name` in the environment's `MOMQ_CACHE_DIR`, else in `~/.cache/momq`. */
export function cacheRoot(name: string): string {
  // eslint-disable-next-line no-restricted-properties -- one folder for all programs, as the engine's compiled graphs
  const root = process.env['MOMQ_CACHE_DIR'];
  return join(root === undefined || root === '' ? join(homedir(), '.cache', 'momq') : root, name);
}
