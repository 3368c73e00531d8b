import { constants } from 'node:fs';
import { chmod, copyFile, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { DatabaseOpenError } from '@momq/dialect';
import { createTemporaryFolder, removeTemporaryFolder } from '@momq/core/execution';
import { fileState, isBeingWritten, lastChange } from './sqlite-file.js';

/** A copy of a database file, with the log and the journal that belong to it. */
export interface PrivateCopy {
  readonly folder: string;
  readonly path: string;
  /** {@link fileState} of the original that was copied. */
  readonly state: string;
}

/** Milliseconds for which a writer is waited for. */
const PATIENCE_MS = 10_000;
/** A file changed less long ago may change again without a new time stamp. */
const SETTLED_MS = 50;

/**
 * Copies a database as one moment left it. There is no lock to take from JavaScript, so the copy counts only when nothing
 * changed while it was made, and when no writer has pages in the file that no journal beside it could take back. SQLite
 * then rolls back in the copy what was not committed.
 *
 * @throws DatabaseOpenError when a writer does not pause within ten seconds, or there is no room
 */
export async function copyDatabase(file: string): Promise<PrivateCopy> {
  const folder = await createTemporaryFolder();
  const path = join(folder, 'copy.db');
  const deadline = performance.now() + PATIENCE_MS;
  try {
    for (;;) {
      const state = await fileState(file);
      if (await mayBeCopied(file)) {
        await copyFile(file, path, constants.COPYFILE_FICLONE);
        await chmod(path, 0o600);
        for (const suffix of ['-wal', '-journal']) await copyIfFile(file + suffix, path + suffix);
        if ((await fileState(file)) === state) return { folder, path, state };
      }
      if (performance.now() > deadline) {
        throw new DatabaseOpenError(
          `sqlite: expected a moment in which nobody writes to ${file}, got none in ${PATIENCE_MS / 1000} seconds. Wait for the other program, or install better-sqlite3, which reads beside a writer in WAL mode.`,
        );
      }
      await wait(SETTLED_MS);
    }
  } catch (cause) {
    await removeTemporaryFolder(folder);
    if (cause instanceof DatabaseOpenError) throw cause;
    throw new DatabaseOpenError(
      `sqlite: expected to copy ${file} to ${folder}, got: ${String(cause)}. Free space, or install better-sqlite3, which seldom needs a copy.`,
      { cause },
    );
  }
}

async function mayBeCopied(file: string): Promise<boolean> {
  const age = Date.now() - (await lastChange(file));
  // A time far in the future comes from another clock.
  if (age < SETTLED_MS && age > -1000) return false;
  const recoverable =
    (await isFileWithBytes(`${file}-journal`)) || (await isFileWithBytes(`${file}-wal`));
  return recoverable || !(await isBeingWritten(file));
}

async function isFileWithBytes(path: string): Promise<boolean> {
  const found = await stat(path).catch(() => undefined);
  return found?.isFile() === true && found.size > 0;
}

/** What stood there before goes, so that the copy never mixes two moments. */
async function copyIfFile(from: string, to: string): Promise<void> {
  await rm(to, { force: true });
  const found = await stat(from).catch(() => undefined);
  if (found?.isFile() !== true) return;
  await copyFile(from, to);
  await chmod(to, 0o600);
}
