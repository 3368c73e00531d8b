import { existsSync } from 'node:fs';
import { appendFile, readFile } from 'node:fs/promises';
import type { Database, DatabaseContent, LogicalDialectPack } from '@momq/dialect';
import { evaluate } from '@momq/core/evaluation';
import type { EvaluationQuestion } from '@momq/core/evaluation';

/** A prediction to judge. */
export interface Prediction {
  readonly test: { readonly evaluation: EvaluationQuestion };
  readonly query: string | null;
}

/**
 * Judges predictions by running them on the dialect's embedded engine against the gold query, as `momq eval` does. A
 * query of a question is run once: verdicts are kept in a file, and databases stay open.
 */
export class QueryVerdicts {
  readonly #file: string;
  readonly #content: (dbId: string) => Promise<DatabaseContent>;
  readonly #known = new Map<string, boolean>();
  readonly #databases = new Map<string, Promise<Database>>();

  private constructor(file: string, content: (dbId: string) => Promise<DatabaseContent>) {
    this.#file = file;
    this.#content = content;
  }

  /** Opens the verdicts of earlier runs. @param file - JSON lines of verdicts, made when the first is known */
  static async open(
    file: string,
    content: (dbId: string) => Promise<DatabaseContent>,
  ): Promise<QueryVerdicts> {
    const verdicts = new QueryVerdicts(file, content);
    if (existsSync(file)) {
      // a line that was being written when the process ended has no newline and is left out
      for (const line of (await readFile(file, 'utf8')).split('\n').slice(0, -1)) {
        const [key, correct] = JSON.parse(line) as [string, boolean];
        verdicts.#known.set(key, correct);
      }
    }
    return verdicts;
  }

  /** Whether each prediction is correct, in order. */
  async judge(pack: LogicalDialectPack, predictions: readonly Prediction[]): Promise<boolean[]> {
    const keyOf = ({ test, query }: Prediction): string =>
      [pack.id, test.evaluation.id, query ?? ''].join('\n');
    const queries = new Map<string, string>();
    const unknown = predictions.filter((prediction) => {
      const { query } = prediction;
      if (query === null || this.#known.has(keyOf(prediction))) return false;
      queries.set(prediction.test.evaluation.id, query);
      return true;
    });
    const { records } = await evaluate({
      suite: 'held-out',
      dialect: this.#staysOpen(pack),
      questions: unknown.map(({ test }) => test.evaluation),
      content: this.#content,
      predict: (_question, _database, { id }) => Promise.resolve(queries.get(id) ?? null),
    });
    const lines = unknown.map((prediction, i) => {
      const verdict = [keyOf(prediction), records[i]!.outcome === 'correct'] as const;
      this.#known.set(...verdict);
      return `${JSON.stringify(verdict)}\n`;
    });
    if (lines.length > 0) await appendFile(this.#file, lines.join(''));
    return predictions.map(
      (prediction) => prediction.query !== null && this.#known.get(keyOf(prediction)) === true,
    );
  }

  /** Closes every database. */
  async close(): Promise<void> {
    for (const database of this.#databases.values()) await (await database).close();
    this.#databases.clear();
  }

  /** The pack with databases that are built once and stay until {@link close}. */
  #staysOpen(pack: LogicalDialectPack): LogicalDialectPack {
    return {
      ...pack,
      capabilities: { ...pack.capabilities, explain: false, estimate: false },
      createDatabase: async (content) => {
        const key = `${pack.id}/${content.schema.name}`;
        const building = this.#databases.get(key) ?? pack.createDatabase(content);
        this.#databases.set(key, building);
        const database = await building;
        return {
          dialect: database.dialect,
          schema: () => database.schema(),
          values: (entity, field, options) => database.values(entity, field, options),
          query: (text, options) => database.query(text, options),
          stream: (text, options) => database.stream(text, options),
          close: () => Promise.resolve(),
        };
      },
    };
  }
}
