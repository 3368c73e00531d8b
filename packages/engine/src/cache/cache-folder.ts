import { homedir } from 'node:os';
import { join } from 'node:path';

/** Where `cache: true` keeps compiled graphs: the environment's `MOMQ_CACHE_DIR`, else `~/.cache/momq`, then `graphs`. */
export function defaultCacheFolder(): string {
  // eslint-disable-next-line no-restricted-properties -- one folder for all programs that use the engine
  const root = process.env['MOMQ_CACHE_DIR'];
  return join(
    root === undefined || root === '' ? join(homedir(), '.cache', 'momq') : root,
    'graphs',
  );
}
