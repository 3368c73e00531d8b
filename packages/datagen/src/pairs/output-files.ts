import { open, rename, rm, writeFile } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import { makeFolder } from '@momq/core/execution';
import { DatagenError } from '../datagen-error.js';

/** Makes the folders of a run. @throws DatagenError `DATAGEN_FOLDER_UNWRITABLE` */
export async function prepareFolder(folder: string): Promise<void> {
  try {
    await makeFolder(join(folder, 'journal'));
    await makeFolder(join(folder, 'databases'));
    const probe = join(folder, '.writable');
    await writeFile(probe, '');
    await rm(probe, { force: true }); // another run may try it at the same time
  } catch (cause) {
    throw new DatagenError(
      'DATAGEN_FOLDER_UNWRITABLE',
      `out: expected a folder that can be written to at ${folder}, got ${(cause as Error).message}. Name another one, or change its permissions.`,
      { cause },
    );
  }
}

/** What the file system says when a folder takes no more: full, over a quota or a limit, read-only, gone. */
const unwritable = new Set([
  'ENOSPC',
  'EDQUOT',
  'EFBIG',
  'EROFS',
  'EACCES',
  'EPERM',
  'EIO',
  'ENOENT',
]);

/**
 * Does work that writes into the folder of a run.
 *
 * @throws DatagenError `DATAGEN_FOLDER_UNWRITABLE` when the folder takes no more; what was made is in its journal
 */
export async function writingInto<T>(folder: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (cause) {
    const { code, syscall, path } = cause as NodeJS.ErrnoException;
    const own = path === undefined || path.startsWith(folder);
    if (!(cause instanceof Error) || syscall === undefined || !unwritable.has(code ?? '') || !own)
      throw cause;
    throw new DatagenError(
      'DATAGEN_FOLDER_UNWRITABLE',
      `out: expected a folder that can be written to at ${folder}, it took what was made so far, and then: ${cause.message}. Make room or change its permissions, and run the same command again: it goes on where it was.`,
      { cause },
    );
  }
}

/** Writes what a run counted. @throws DatagenError `DATAGEN_FOLDER_UNWRITABLE` */
export async function writeReport(folder: string, report: object): Promise<void> {
  const text = `${JSON.stringify(report, null, 2)}\n`;
  await writingInto(folder, () => writeFile(join(folder, 'report.json'), text));
}

/** A file that grows line by line under another name, and takes its own when it is finished. */
export class LineFile {
  readonly #path: string;
  readonly #file: FileHandle;

  private constructor(path: string, file: FileHandle) {
    this.#path = path;
    this.#file = file;
  }

  static async create(path: string): Promise<LineFile> {
    return new LineFile(path, await open(`${path}.partial`, 'w'));
  }

  async write(line: string): Promise<void> {
    await this.#file.write(line);
  }

  async finish(): Promise<void> {
    await this.#file.close();
    await rename(`${this.#path}.partial`, this.#path);
  }

  /** Leaves what has the name as it was. */
  async abandon(): Promise<void> {
    await this.#file.close();
    await rm(`${this.#path}.partial`, { force: true });
  }
}
