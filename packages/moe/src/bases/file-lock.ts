import { readFile, unlink, writeFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';

/** Milliseconds between looks at a lock that another process holds. */
const POLL_MS = 200;

/** Whether a process of this machine runs. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (cause) {
    return (cause as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/**
 * Runs `body` while no other process of this machine runs one under the same lock file; a lock whose process has died is taken over.
 * @param path lock file, which holds the process id
 */
export async function withFileLock<T>(
  path: string,
  signal: AbortSignal | undefined,
  body: () => Promise<T>,
): Promise<T> {
  for (;;) {
    try {
      await writeFile(path, String(process.pid), { flag: 'wx' });
      break;
    } catch (cause) {
      if ((cause as NodeJS.ErrnoException).code !== 'EEXIST') throw cause;
    }
    const holder = Number(await readFile(path, 'utf8').catch(() => '')); // it may be gone by now
    if (holder > 0 && !isAlive(holder)) await unlink(path).catch(() => undefined);
    else await sleep(POLL_MS, undefined, signal === undefined ? {} : { signal });
  }
  try {
    return await body();
  } finally {
    await unlink(path).catch(() => undefined); // nobody else may hold it, but the folder may have been removed
  }
}
