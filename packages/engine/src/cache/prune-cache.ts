import { readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';

/** Most bytes that a cache folder keeps; the oldest files go first. */
export const CACHE_LIMIT_BYTES = 2e9;
/** Age after which a file that a process left half-written is removed, in milliseconds. */
const ABANDONED_MS = 3_600_000;

/**
 * Removes the oldest graphs of a cache folder beyond a limit, and what ended processes left half-written. Files of
 * other kinds stay.
 */
export async function pruneCache(folder: string, limitBytes = CACHE_LIMIT_BYTES): Promise<void> {
  const graphs: { path: string; size: number; mtimeMs: number }[] = [];
  for (const name of await readdir(folder)) {
    const path = join(folder, name);
    const found = await stat(path).catch(() => undefined); // another process removed it
    if (found === undefined) continue;
    if (/^\.[0-9a-f]{16}\..*\.tmp$/.test(name)) {
      if (Date.now() - found.mtimeMs > ABANDONED_MS) await rm(path, { force: true });
    } else if (name.endsWith('.graph'))
      graphs.push({ path, size: found.size, mtimeMs: found.mtimeMs });
  }
  let bytes = graphs.reduce((sum, { size }) => sum + size, 0);
  for (const { path, size } of graphs.sort((a, b) => a.mtimeMs - b.mtimeMs)) {
    if (bytes <= limitBytes) break;
    await rm(path, { force: true });
    bytes -= size;
  }
}
