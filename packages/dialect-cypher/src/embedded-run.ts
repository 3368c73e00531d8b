import { setImmediate as nextTurn } from 'node:timers/promises';
import type { QueryBudget } from '@momq/core/execution';
import type { GraphValue } from '@momq/graph-store';
import type { AnswerLimits } from './answer-rows.js';
import { plainValue } from './embedded-values.js';
import { queryError } from './engine/engine-error.js';
import type { QueryRun } from './engine/run-query.js';
import { valueBytes } from './value-bytes.js';

/** Rows of an answer, with the engine's values beside the plain ones. */
export interface EmbeddedRows {
  readonly columns: readonly string[];
  readonly rows: readonly ReturnType<typeof plainValue>[][];
  readonly values: readonly (readonly GraphValue[])[];
  readonly bytes: number;
  readonly stoppedBy?: 'rows' | 'bytes';
}

/** A query that runs in turns with the other work of this thread. */
export class EmbeddedRun {
  private readonly run: QueryRun;
  private readonly budget: QueryBudget;
  private readonly requireRunning: () => void;
  /** A row that the last answer had no room for. */
  private waiting: readonly GraphValue[] | undefined;

  /** `requireRunning` throws when the query has to stop. */
  constructor(run: QueryRun, budget: QueryBudget, requireRunning: () => void) {
    this.run = run;
    this.budget = budget;
    this.requireRunning = requireRunning;
  }

  /** The next rows, within limits. @throws QueryTimeoutError, QueryExecutionError */
  async next({ maxRows, maxBytes }: AnswerLimits): Promise<EmbeddedRows> {
    const { columns } = this.run;
    const rows: ReturnType<typeof plainValue>[][] = [];
    const values: (readonly GraphValue[])[] = [];
    let bytes = 0;
    for (;;) {
      const row = this.waiting ?? (await this.nextRow());
      this.waiting = undefined;
      if (row === undefined) return { columns, rows, values, bytes };
      if (rows.length === maxRows) {
        this.waiting = row;
        return { columns, rows, values, bytes, stoppedBy: 'rows' };
      }
      const plain = plainRow(row);
      const size = plain.reduce<number>((sum, value) => sum + valueBytes(value), 0);
      if (bytes + size > maxBytes) {
        this.waiting = row;
        return { columns, rows, values, bytes, stoppedBy: 'bytes' };
      }
      bytes += size;
      rows.push(plain);
      values.push(row);
    }
  }

  private async nextRow(): Promise<readonly GraphValue[] | undefined> {
    for (;;) {
      const { value, done } = withinMemory(() => this.run.rows.next());
      if (done) return undefined;
      if (value !== undefined) return value;
      await nextTurn();
      this.requireRunning();
      this.budget.resume();
    }
  }
}

/** Parts of values, as items of lists in each other, that a row may have. */
const mostParts = 1_000_000;

function plainRow(row: readonly GraphValue[]): ReturnType<typeof plainValue>[] {
  let parts = 0;
  const count = (): void => {
    parts += 1;
    if (parts > mostParts)
      throw queryError(
        `expected a row of at most ${mostParts} values inside of each other, got more`,
      );
  };
  return withinMemory(() => row.map((value) => plainValue(value, count)));
}

/** JavaScript's own limits are the query's fault. @throws QueryExecutionError for values too large or too deep */
function withinMemory<Result>(work: () => Result): Result {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw queryError(`expected values that memory holds, got larger ones (${error.message})`);
  }
}
