import { MoMQError, type Database } from '@momq/dialect';

/** What became of a statement: `rows`, or the code of its error. */
export interface Outcome {
  readonly text: string;
  readonly code: string;
  readonly message: string;
}

/** Runs statements one after the other. */
export async function codesOf(
  statements: readonly string[],
  database: Database,
): Promise<readonly Outcome[]> {
  const outcomes: Outcome[] = [];
  for (const text of statements) {
    try {
      await database.query(text);
      outcomes.push({ text, code: 'rows', message: '' });
    } catch (error) {
      if (!MoMQError.isInstance(error)) throw error;
      outcomes.push({ text, code: error.code, message: error.message });
    }
  }
  return outcomes;
}
