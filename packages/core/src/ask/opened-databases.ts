import { DatabaseClosedError } from '@momq/dialect';
import type { Database, DialectPack } from '@momq/dialect';
import { hideSecrets } from '../execution/hide-secrets.js';
import { openDatabase } from '../packs/pack-databases.js';
import { settledOrAborted } from './settled-or-aborted.js';

/** What is to be opened. */
export interface Opening {
  readonly pack: DialectPack;
  readonly source: string;
  readonly signal?: AbortSignal | undefined;
  /** What is done with the database before it is handed out; it is closed where this fails. */
  prepare(database: Database): Promise<void>;
}

/** The databases that one MoMQ value opened, and those that it is about to open. */
export class OpenedDatabases {
  readonly #opened = new Set<Database>();
  readonly #opening = new Set<Promise<Database>>();
  #closings = 0;

  /** @throws DatabaseClosedError when {@link OpenedDatabases.close} was called before it was ready; it is closed then */
  async open(opening: Opening): Promise<Database> {
    const ready = this.#open(opening);
    this.#opening.add(ready);
    try {
      return await ready;
    } finally {
      this.#opening.delete(ready);
    }
  }

  /** Closes all, those too that are still being opened: nothing is open when it resolves. */
  async close(): Promise<void> {
    this.#closings += 1;
    const databases = [...this.#opened];
    this.#opened.clear();
    await Promise.all([
      ...databases.map((database) => database.close()),
      // whoever asked for them hears of what went wrong
      ...[...this.#opening].map((ready) => ready.catch(() => undefined)),
    ]);
  }

  async #open({ pack, source, signal, prepare }: Opening): Promise<Database> {
    const closings = this.#closings;
    const database = await settledOrAborted(openDatabase(pack, source), signal, (late) =>
      late.close(),
    );
    try {
      if (closings === this.#closings) {
        this.#opened.add(database);
        await prepare(database);
      }
      if (closings !== this.#closings) throw new DatabaseClosedError(hideSecrets(source));
      return database;
    } catch (error) {
      this.#opened.delete(database);
      await database.close();
      throw error;
    }
  }
}
