import { open, readFile, stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { hideSecrets } from '@momq/core/execution';
import { DatabaseOpenError } from '@momq/dialect';

const HEADER = 'SQLite format 3\0';
const SIDE_FILES = ['-wal', '-journal', '-shm'];

/** The absolute path that a source names: a path, a `file:` URL, or a path after `sqlite:`. */
export function filePath(source: string): string {
  return resolve(
    source.startsWith('file:') ? fileURLToPath(source) : source.replace(/^sqlite:(\/\/)?/i, ''),
  );
}

/** @throws DatabaseOpenError for what is no readable SQLite file, or has something else than files beside it */
export async function requireSqliteFile(file: string): Promise<void> {
  const found = await stat(file).catch((cause: unknown) => {
    throw new DatabaseOpenError(
      `sqlite: expected a database file at ${hideSecrets(file)}, got none. Check the path.`,
      { cause },
    );
  });
  if (!found.isFile()) {
    throw new DatabaseOpenError(
      `sqlite: expected a database file at ${file}, got ${found.isDirectory() ? 'a folder. Name the file in it.' : 'a pipe or device. Name a file.'}`,
    );
  }
  // Opening a pipe would wait for ever for its other end.
  for (const suffix of SIDE_FILES) {
    const beside = await stat(file + suffix).catch(() => undefined);
    if (beside?.isFile() === false) {
      throw new DatabaseOpenError(
        `sqlite: expected ${file}${suffix} to be a file of SQLite or absent, got something else. Remove it, or open a copy of the database.`,
      );
    }
  }
  if (found.size > 0) await requireHeader(file);
}

async function requireHeader(file: string): Promise<void> {
  const handle = await open(file).catch((cause: unknown) => {
    throw new DatabaseOpenError(
      `sqlite: expected to be allowed to read ${file}, but was not. Change its permissions.`,
      { cause },
    );
  });
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(16), 0, 16, 0);
    const start = buffer.toString('latin1', 0, bytesRead);
    if (start !== HEADER) {
      throw new DatabaseOpenError(
        `sqlite: expected a SQLite 3 database in ${file}, got a file that begins with ${JSON.stringify(start)}. Name a SQLite file, or import it first.`,
      );
    }
  } finally {
    await handle.close();
  }
}

/** Which file it is; another one when the file was replaced. @throws DatabaseOpenError when it is gone */
export async function fileIdentity(file: string): Promise<string> {
  const found = await stat(file, { bigint: true }).catch((cause: unknown) => {
    throw new DatabaseOpenError(
      `sqlite: expected the database file ${file} to be there still, but it is gone. Put it back and open it again.`,
      { cause },
    );
  });
  return `${found.dev}:${found.ino}`;
}

/** What changes whenever somebody writes: identity, size and time of the file, its log and its journal. */
export async function fileState(file: string): Promise<string> {
  const parts = await Promise.all(
    ['', '-wal', '-journal'].map((suffix) =>
      stat(file + suffix, { bigint: true }).then(
        ({ dev, ino, size, mtimeNs }) => `${dev}:${ino}:${size}:${mtimeNs}`,
        () => 'none',
      ),
    ),
  );
  return parts.join(' ');
}

/** The newest change of the file, its log and its journal, in milliseconds since 1970. */
export async function lastChange(file: string): Promise<number> {
  const times = await Promise.all(
    ['', '-wal', '-journal'].map((suffix) =>
      stat(file + suffix).then(
        ({ mtimeMs }) => mtimeMs,
        () => 0,
      ),
    ),
  );
  return Math.max(...times);
}

/** First byte of the range that SQLite locks for readers and the only writer, and their number (https://www.sqlite.org/c3ref/io_methods.html). */
const SHARED_FIRST = 0x40000002;
const SHARED_SIZE = 510;

/** True where the system tells (Linux) that a process holds the lock under which pages of the file change. */
export async function isBeingWritten(file: string): Promise<boolean> {
  const locks = await readFile('/proc/locks', 'utf8').catch(() => '');
  const { ino } = await stat(file, { bigint: true });
  return locks.split('\n').some((line) => {
    const lock = /WRITE\s+-?\d+\s+[0-9a-f]+:[0-9a-f]+:(\d+)\s+(\d+)\s+(\d+|EOF)/.exec(line);
    if (lock === null || lock[1] !== String(ino)) return false;
    const end = lock[3] === 'EOF' ? Infinity : Number(lock[3]);
    return Number(lock[2]) < SHARED_FIRST + SHARED_SIZE && end >= SHARED_FIRST;
  });
}
