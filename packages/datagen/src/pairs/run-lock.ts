import { readFile, rm, writeFile } from 'node:fs/promises';
import { DatagenError } from '../datagen-error.js';

const held = new Set<string>();

/**
 * Takes a folder for one run; two would do the same work, and pay for the same answers.
 *
 * @returns gives it back
 * @throws DatagenError `DATAGEN_RUN_LOCKED` while another process has it; the lock of a dead one is taken over
 */
export async function lockRun(file: string): Promise<() => Promise<void>> {
  for (;;) {
    try {
      await writeFile(file, String(process.pid), { flag: 'wx' });
      held.add(file);
      return async () => {
        held.delete(file);
        await rm(file, { force: true });
      };
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
      const owner = Number(await readFile(file, 'utf8'));
      if (owner === process.pid ? held.has(file) : isAlive(owner))
        throw new DatagenError(
          'DATAGEN_RUN_LOCKED',
          `${file}: expected no other run in this folder, process ${owner} has one. Wait for it, or name another output folder.`,
        );
      await rm(file, { force: true });
    }
  }
}

function isAlive(pid: number): boolean {
  if (!Number.isInteger(pid) || pid <= 0) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
