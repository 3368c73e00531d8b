import { link, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join, resolve } from 'node:path';
import { isAlive } from '../bases/file-lock.js';
import { MoeError } from '../errors.js';

/** Name of the lock in a state folder. */
const LOCK_FILE = 'training.lock';

/** Folders that trainings of this process hold. */
const held = new Set<string>();

let attempts = 0;

/**
 * Takes a state folder for one training; a lock whose process has died is cleared.
 * @returns gives the folder back
 * @throws MoeError `MOE_RUN_LOCKED` while another training has it
 */
export async function lockRun(stateFolder: string): Promise<() => Promise<void>> {
  const folder = resolve(stateFolder);
  const path = join(folder, LOCK_FILE);
  if (held.has(folder)) throw locked(path, 'this process');
  held.add(folder);
  const own = `${path}.${process.pid}.${(attempts += 1)}`;
  try {
    await mkdir(folder, { recursive: true });
    await writeFile(own, JSON.stringify({ pid: process.pid, host: hostname() }));
    while (!(await linked(own, path))) await clearStale(path, `${own}.stale`);
  } catch (error) {
    held.delete(folder);
    throw error;
  } finally {
    await rm(own, { force: true });
  }
  return async () => {
    held.delete(folder);
    await rm(path, { force: true });
  };
}

/** A link appears whole or not at all, and never over another file. */
async function linked(own: string, path: string): Promise<boolean> {
  try {
    await link(own, path);
    return true;
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw cause;
  }
}

/** Takes the lock of a dead process away. @throws MoeError `MOE_RUN_LOCKED` when its process lives, or is another machine's */
async function clearStale(path: string, aside: string): Promise<void> {
  const text = await orGone(readFile(path, 'utf8'));
  if (text === null) return;
  const holder = holderOf(text);
  if (holder !== null) throw locked(path, holder);
  // moved first, so that of two trainings that find it only one removes it
  if ((await orGone(rename(path, aside))) === null) return;
  const taken = await readFile(aside, 'utf8');
  if (taken !== text) await linked(aside, path); // a live lock that came in between goes back
  await rm(aside, { force: true });
}

/** What `work` on a file gives, or null when another training has removed it meanwhile. */
async function orGone<T>(work: Promise<T>): Promise<T | null> {
  try {
    return await work;
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw cause;
  }
}

/** Who holds a lock, or null when nobody lives who could. */
function holderOf(text: string): string | null {
  let lock: { readonly pid?: unknown; readonly host?: unknown } | null = null;
  try {
    lock = JSON.parse(text) as typeof lock;
  } catch {
    return null; // written by nothing that could still run
  }
  const { pid, host } = lock ?? { pid: null, host: null };
  if (typeof pid !== 'number' || !Number.isInteger(pid) || pid < 1) return null;
  if (host !== hostname()) return `process ${pid} on ${String(host)}`;
  // a container starts again with the same ids: this process holds only what it noted itself
  return pid !== process.pid && isAlive(pid) ? `process ${pid}` : null;
}

function locked(path: string, holder: string): MoeError {
  return new MoeError(
    'MOE_RUN_LOCKED',
    `expected a state folder that no other training uses, got ${path} of ${holder}; wait for it, use another stateFolder, or delete the file if that training is gone`,
  );
}
