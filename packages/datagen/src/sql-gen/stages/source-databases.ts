import { createDatabase, dialectPrompt } from '@momq/core';
import type { Split } from '@momq/core/pairs';
import type { Database, DatabaseContent, DatabaseSchema, DialectPack } from '@momq/dialect';

/** A database that questions are asked about. */
export interface SourceDatabase {
  readonly id: string;
  readonly split: Split;
  /** Schema and rows; read when the database is first asked about. */
  content(): Promise<DatabaseContent>;
}

/** A source in the target's dialect, open. */
export interface OpenSource {
  readonly source: SourceDatabase;
  readonly content: DatabaseContent;
  /** As the dialect sees it, a graph for a graph dialect. */
  readonly schema: DatabaseSchema;
  /** The schema as a model reads it. */
  readonly schemaText: string;
  readonly database: Database;
}

interface Slot {
  readonly opening: Promise<OpenSource>;
  users: number;
}

/** Opens databases as they are asked for, and closes those that were not for the longest time. */
export class OpenSources {
  readonly #pack: DialectPack;
  readonly #most: number;
  readonly #slots = new Map<string, Slot>();

  /** @param most - open at once; more only while more are in use */
  constructor(pack: DialectPack, most: number) {
    this.#pack = pack;
    this.#most = most;
  }

  /** Keeps the database open while `work` runs. */
  async use<T>(source: SourceDatabase, work: (open: OpenSource) => Promise<T>): Promise<T> {
    const slot = this.#slots.get(source.id) ?? { opening: this.#open(source), users: 0 };
    this.#slots.delete(source.id);
    this.#slots.set(source.id, slot); // last of all
    slot.users += 1;
    try {
      return await work(await slot.opening);
    } finally {
      slot.users -= 1;
      await this.#closeIdle(this.#most);
    }
  }

  async close(): Promise<void> {
    await this.#closeIdle(0);
  }

  async #open(source: SourceDatabase): Promise<OpenSource> {
    const content = await source.content();
    const schema = this.#pack.viewRelational?.(content.schema).schema ?? content.schema;
    return {
      source,
      content,
      schema,
      schemaText: dialectPrompt(this.#pack).renderSchema(schema),
      database: await createDatabase(this.#pack, content),
    };
  }

  async #closeIdle(most: number): Promise<void> {
    for (const [id, { opening, users }] of this.#slots) {
      if (this.#slots.size <= most) return;
      if (users > 0) continue;
      this.#slots.delete(id);
      await (await opening).database.close();
    }
  }
}
