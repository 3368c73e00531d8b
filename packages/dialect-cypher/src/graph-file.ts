import { constants, type BigIntStats } from 'node:fs';
import { copyFile, mkdir, readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { DatabaseOpenError } from '@momq/dialect';
import { createTemporaryFolder, removeTemporaryFolder } from '@momq/core/execution';

/** A graph file at one moment: what a process of the engine opens, and opens anew when `version` is another one. */
export interface GraphFileNow {
  readonly path: string;
  readonly version: string;
}

/** Milliseconds for which a writer is waited for. */
const patienceMs = 10_000;
/** A file that changed less long ago may change again without a new time stamp. */
const settledMs = 50;

/**
 * A Grafeo file that others may write to. The engine takes a picture when it opens a file, and opens none that somebody has
 * open to write; the log that lies beside it then holds what was committed since. So a file with a log is read from a private
 * copy of both, in which the engine takes the log in; what was not committed is not in it.
 */
export class GraphFile {
  private readonly file: string;
  private copy: (GraphFileNow & { readonly folder: string }) | undefined;
  private turn: Promise<unknown> = Promise.resolve();

  constructor(file: string) {
    this.file = file;
  }

  /** True while the file is read from a copy. */
  get isCopied(): boolean {
    return this.copy !== undefined;
  }

  /** Changes whenever somebody writes. @throws DatabaseOpenError when the file is gone */
  async version(): Promise<string> {
    const parts = [this.file, ...(await this.logs())].map(async (path) => {
      const found = await stat(path, { bigint: true }).catch(() => undefined);
      if (found === undefined && path === this.file) throw gone(path);
      return found === undefined ? 'none' : stamp(found);
    });
    return (await Promise.all(parts)).join(' ');
  }

  /** Calls at the same time share one copy. @throws DatabaseOpenError when the file is gone, or nobody can copy it */
  now(): Promise<GraphFileNow> {
    const turn = this.turn.catch(() => undefined).then(() => this.find());
    this.turn = turn;
    return turn;
  }

  /** Removes the copy. */
  async close(): Promise<void> {
    await this.turn.catch(() => undefined);
    await this.forgetCopy();
  }

  private async find(): Promise<GraphFileNow> {
    const version = await this.version();
    if (version === this.copy?.version) return this.copy;
    await this.forgetCopy();
    if ((await this.logs()).length === 0) return { path: this.file, version };
    this.copy = await this.copied();
    return this.copy;
  }

  private async copied(): Promise<GraphFileNow & { readonly folder: string }> {
    const end = performance.now() + patienceMs;
    for (;;) {
      const folder = await createTemporaryFolder();
      try {
        const version = await this.version();
        if (await this.isSettled()) {
          const path = join(folder, 'copy.grafeo');
          await copyFile(this.file, path, constants.COPYFILE_FICLONE);
          await mkdir(`${path}.wal`);
          for (const log of await this.logs())
            await copyFile(
              log,
              log.replace(this.file, () => path),
            );
          if ((await this.version()) === version) return { folder, path, version };
        }
      } catch (error) {
        await removeTemporaryFolder(folder);
        // A log goes when the writer takes it in.
        if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
      }
      await removeTemporaryFolder(folder);
      if (performance.now() > end) {
        throw new DatabaseOpenError(
          `cypher: expected a moment in which nobody writes to ${this.file}, got none in ${patienceMs / 1000} seconds. Wait for the other program.`,
        );
      }
      await wait(settledMs);
    }
  }

  private async isSettled(): Promise<boolean> {
    const times = [this.file, ...(await this.logs())].map(
      async (path) => (await stat(path)).mtimeMs,
    );
    const age = Date.now() - Math.max(...(await Promise.all(times)));
    // A time far in the future comes from another clock.
    return age > settledMs || age < -1000;
  }

  /** Files of the log; none where nobody has the file open to write. */
  private async logs(): Promise<readonly string[]> {
    const folder = `${this.file}.wal`;
    const names = await readdir(folder).catch(() => []);
    return names.sort().map((name) => join(folder, name));
  }

  private async forgetCopy(): Promise<void> {
    const { copy } = this;
    this.copy = undefined;
    if (copy !== undefined) await removeTemporaryFolder(copy.folder);
  }
}

function stamp({ dev, ino, size, mtimeNs }: BigIntStats): string {
  return `${dev}:${ino}:${size}:${mtimeNs}`;
}

function gone(file: string): DatabaseOpenError {
  return new DatabaseOpenError(
    `cypher: expected the graph file ${file} to be there still, but it is gone. Put it back and open it again.`,
  );
}
