import { stat } from 'node:fs/promises';
import { DatabaseOpenError } from '@momq/dialect';
import { removeTemporaryFolder } from '@momq/core/execution';
import type { WorkerSend } from '@momq/core/sql';
import { copyDatabase } from './private-copy.js';
import type { PrivateCopy } from './private-copy.js';
import type { SqliteEngine } from './sqlite-engine.js';
import { fileIdentity, fileState, isBeingWritten, requireSqliteFile } from './sqlite-file.js';

interface Failure {
  readonly message?: string;
  readonly code?: string;
}

/** Result codes of a native engine that a copy can help: locked, or nothing may be written beside the file. */
export const NEEDS_COPY: readonly unknown[] = ['SQLITE_BUSY', 'SQLITE_READONLY', 'SQLITE_CANTOPEN'];

/**
 * A database file as its engines read it. Native engines read the file itself. The WebAssembly build has locks that others do
 * not see, so it gets a private copy, and a new one whenever the file changed; so do native engines where a writer that
 * crashed or holds its lock left pages that count for nothing, or where SQLite's own files cannot be made beside the file.
 */
export class FileSource {
  readonly file: string;
  private readonly engine: SqliteEngine;
  private copy: PrivateCopy | undefined;
  /** What making the copy took. */
  private copyMs = 0;
  private identity: string | undefined;
  private reason: string | undefined;

  constructor(file: string, engine: SqliteEngine) {
    this.file = file;
    this.engine = engine;
  }

  /** How it is read, where that is not the file itself. */
  get notes(): readonly string[] {
    return this.reason === undefined ? [] : [this.reason];
  }

  /** Opens the file in a fresh engine. @throws DatabaseOpenError */
  async prepare(send: WorkerSend): Promise<void> {
    await requireSqliteFile(this.file);
    this.identity = await fileIdentity(this.file);
    if (this.engine === 'wasm') {
      await this.openCopy(send, 'the WebAssembly engine cannot share the locks of other programs');
      return;
    }
    const direct = await this.open(send, { path: this.file });
    if (direct.message === undefined) {
      await this.forgetCopy();
      this.reason = undefined;
    } else if (!NEEDS_COPY.includes(direct.code)) throw unreadable(this.file, direct);
    else if (direct.code !== 'SQLITE_CANTOPEN' || !(await this.openUnchanging(send))) {
      await this.openCopy(
        send,
        direct.code === 'SQLITE_CANTOPEN'
          ? 'SQLite cannot make its files beside it'
          : 'a program that writes to it left or holds changes that are not committed',
      );
    }
  }

  /** True when what an engine has open is not the file of this moment any more. @throws DatabaseOpenError when it is gone */
  async isStale(): Promise<boolean> {
    if (this.identity === undefined) return false;
    if (this.copy !== undefined && (await fileState(this.file)) !== this.copy.state) return true;
    return (await fileIdentity(this.file)) !== this.identity;
  }

  /** Removes the copy. */
  async forgetCopy(): Promise<void> {
    const { copy } = this;
    this.copy = undefined;
    if (copy !== undefined) await removeTemporaryFolder(copy.folder);
  }

  /** Without a log or journal of it a file in a folder that nobody may write to needs no lock; better-sqlite3 cannot be told so. */
  private async openUnchanging(send: WorkerSend): Promise<boolean> {
    if (this.engine !== 'node:sqlite' || (await isBeingWritten(this.file))) return false;
    for (const suffix of ['-wal', '-journal']) {
      if (((await stat(this.file + suffix).catch(() => undefined))?.size ?? 0) > 0) return false;
    }
    const { message } = await this.open(send, { path: this.file, immutable: true });
    if (message !== undefined) return false;
    await this.forgetCopy();
    this.reason = `${this.file} is read as a file that does not change, because SQLite cannot make its files beside it.`;
    return true;
  }

  private async openCopy(send: WorkerSend, why: string): Promise<void> {
    if (this.copy === undefined || (await fileState(this.file)) !== this.copy.state) {
      await this.forgetCopy();
      const started = performance.now();
      this.copy = await copyDatabase(this.file);
      this.copyMs = performance.now() - started;
    }
    const opened = await this.open(send, { path: this.copy.path, copy: true });
    if (opened.message !== undefined) throw unreadable(this.file, opened);
    this.reason = `${this.file} is read from a private copy${this.copyMs < 100 ? '' : ` (${(this.copyMs / 1000).toFixed(1)} s to make)`}, made again whenever the file has changed, because ${why}.`;
  }

  private open(
    send: WorkerSend,
    file: { readonly path: string; readonly immutable?: boolean; readonly copy?: boolean },
  ): Promise<Failure> {
    return send<Failure>({ operation: 'open', engine: this.engine, file });
  }
}

function unreadable(file: string, { message = '' }: Failure): DatabaseOpenError {
  return new DatabaseOpenError(
    `sqlite: expected a readable database in ${file}, got: ${message}. Check the file with PRAGMA integrity_check.`,
  );
}
