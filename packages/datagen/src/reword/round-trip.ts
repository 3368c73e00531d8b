import { createMoMQ } from '@momq/core';
import type { MoMQ, MoMQOptions } from '@momq/core';
import { resultsEqual } from '@momq/core/evaluation';
import type { TrainingPair } from '@momq/core/pairs';
import { MoMQError } from '@momq/dialect';
import type { Database, DialectPack, QueryResult } from '@momq/dialect';
import { checkLimits } from '../pairs/target-database.js';

/** Asks questions again, and compares the rows with those of their gold. */
export class RoundTrip {
  readonly #momq: MoMQ;
  readonly #signal: AbortSignal | undefined;

  constructor(
    pack: DialectPack,
    model: NonNullable<MoMQOptions['model']>,
    signal: AbortSignal | undefined,
  ) {
    this.#momq = createMoMQ({ dialects: [pack], model });
    this.#signal = signal;
  }

  /** Whether a pair's question, and one in other words, get its gold's rows. @throws MoMQError when the gold does not run */
  async agreement(
    { query, question }: TrainingPair,
    reworded: string,
    database: Database,
  ): Promise<{ readonly original: boolean; readonly reworded: boolean }> {
    const { rows: gold } = await database.query(query, checkLimits);
    const orderMatters = /\bORDER BY\b/i.test(query);
    const agrees = async (asked: string): Promise<boolean> => {
      const rows = await this.#rows(asked, database);
      return rows !== undefined && resultsEqual(gold, rows, { orderMatters });
    };
    return { original: await agrees(question), reworded: await agrees(reworded) };
  }

  async close(): Promise<void> {
    await this.#momq.close();
  }

  /** Undefined where no query runs. */
  async #rows(question: string, database: Database): Promise<QueryResult['rows'] | undefined> {
    try {
      const { rows } = await this.#momq.ask(question, database, {
        declining: false,
        ...checkLimits,
        ...(this.#signal !== undefined && { signal: this.#signal }),
      });
      return rows;
    } catch (error) {
      this.#signal?.throwIfAborted();
      if (!MoMQError.isInstance(error)) throw error;
      return undefined;
    }
  }
}
