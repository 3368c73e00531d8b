import { ConfigError, MoMQError } from '@momq/dialect';
import type { DatabaseSchema } from '@momq/dialect';
import { maxQuestionLength } from '../ask/read-question.js';
import { QuestionTooLongError } from '../ask/ask-errors.js';
import type { HistoryTurn } from './history-turn.js';
import { schemaIdentity } from './schema-identity.js';

/** A turn of a history belongs to another database than the question. */
export class HistoryMismatchError extends MoMQError {
  constructor(message: string) {
    super('HISTORY_MISMATCH', message);
  }
}

/**
 * The turns of a history, checked for their shape. JSON from elsewhere is taken as it comes, so that nothing here relies on types.
 *
 * @throws {@link ConfigError} for what is no list of turns, {@link QuestionTooLongError} for a turn with such a question
 */
export function readHistory(history: unknown): readonly HistoryTurn[] {
  if (history === undefined) return [];
  if (!Array.isArray(history))
    throw new ConfigError(
      `history: expected a list of earlier answers, got ${typeof history}. Pass what ask() returned, in the order of the questions.`,
    );
  return history.map((turn: unknown, index) => readTurn(turn, `history[${index}]`));
}

function readTurn(turn: unknown, name: string): HistoryTurn {
  const remedy = 'Pass what ask() returned, or historyTurn() of it.';
  if (typeof turn !== 'object' || turn === null)
    throw new ConfigError(`${name}: expected an earlier answer, got ${String(turn)}. ${remedy}`);
  const members = turn as Partial<Record<string, unknown>>;
  for (const member of ['question', 'dialect', 'database'] as const)
    if (typeof members[member] !== 'string')
      throw new ConfigError(
        `${name}: expected an earlier answer with its ${member}, got ${typeof members[member]}. ${remedy}`,
      );
  for (const [member, type] of [
    ['query', 'string'],
    ['logical', 'object'],
    ['readAs', 'string'],
    ['confidence', 'number'],
  ] as const) {
    const value = members[member];
    if (value !== undefined && (typeof value !== type || value === null))
      throw new ConfigError(
        `${name}: expected ${member} to be of type ${type} or absent, got ${value === null ? 'null' : typeof value}. ${remedy}`,
      );
  }
  const { doubts = [] } = members;
  if (!Array.isArray(doubts) || doubts.some((doubt) => typeof doubt !== 'string'))
    throw new ConfigError(`${name}: expected doubts to be a list of texts or absent. ${remedy}`);
  const read = turn as HistoryTurn;
  const { confidence = 0 } = read;
  if (!(confidence >= 0 && confidence <= 1))
    throw new ConfigError(
      `${name}: expected confidence to be from 0 to 1, got ${confidence}. ${remedy}`,
    );
  if (read.question.length > maxQuestionLength)
    throw new QuestionTooLongError(`${name}.question`, maxQuestionLength, read.question.length);
  return read;
}

/**
 * The last turn that has a query: what a follow-up refers to. Questions that were declined are passed over.
 *
 * @throws {@link HistoryMismatchError} when any turn is of another database
 */
export function lastTurn(
  history: readonly HistoryTurn[],
  dialect: string,
  schema: DatabaseSchema,
): HistoryTurn | undefined {
  const database = schemaIdentity(schema);
  history.forEach((turn, index) => {
    if (turn.dialect === dialect && turn.database === database) return;
    throw new HistoryMismatchError(
      `history[${index}]: expected a turn of the database ${database} (${dialect}), got one of ${turn.database} (${turn.dialect}). Keep a history for each database, and begin a new one when its schema has changed.`,
    );
  });
  return history.findLast(({ query }) => query !== undefined);
}
