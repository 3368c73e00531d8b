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
