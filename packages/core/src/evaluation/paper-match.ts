import type { Family, Value } from '@momq/dialect';
import { jaroWinkler } from './jaro-winkler.js';
import { orderAsked } from './order-asked.js';
import { resultsEqual } from './results-equal.js';
import type { ResultRows } from './results-equal.js';

/** A question by the measures of the papers. */
export interface PaperMatch {
  /** Whether MoMQ counts it: in SQL, golds without rows or with a NULL are left out. */
  readonly valid: boolean;
  /** By MoMQ's measure. */
  readonly ex: boolean;
  /** By BIRD's, which MoMQ's later release reports too: the same set of rows, columns in their order. */
  readonly set: boolean;
  /** Whether the query ran, or ran out of time. */
  readonly ran: boolean;
  /** Jaro–Winkler similarity of the texts of gold and answer, 0–1; 0 without an answer. Absent in records of earlier versions. */
  readonly textSimilarity?: number;
}

/** Shares of the questions that a measure counts. */
export interface PaperReport {
  /** Valid questions. */
  readonly n: number;
  readonly ex: number;
  readonly set: number;
  readonly executable: number;
  /** Mean of {@link PaperMatch.textSimilarity}; absent where no record has it. */
  readonly textSimilarity?: number;
}

/** What {@link paperMatch} compares. */
export interface PaperAnswers {
  readonly family: Family;
  readonly gold: ResultRows;
  /** Absent where the answer gave none. */
  readonly predicted?: ResultRows;
  /** Texts of gold and answer; the second is empty where there is none. */
  readonly queries: readonly [gold: string, predicted: string];
  readonly ran: boolean;
}

/**
 * Execution accuracy as the papers measure it, so that figures can be put beside theirs. SQL: the bag of rows under any permutation
 * of columns, order never counts. Graphs: the Jaccard similarity of the tables is 1, where a row is the set of its values, numbers
 * are compared as such, and the order counts when the gold or the answer asks for one. The similarity of texts says little where
 * the gold is in another dialect.
 *
 * @remarks Source: the code of MoMQ (arXiv:2410.18406), `train/sft.py`, `utils/value_match.py`; BIRD's evaluation for `set`.
 */
export function paperMatch({ family, gold, predicted, queries, ran }: PaperAnswers): PaperMatch {
  const valid =
    family === 'graph' ||
    (gold.length > 0 && gold.every((row) => row.every((value) => value !== null)));
  const [goldText, predictedText] = queries;
  const textSimilarity = predictedText === '' ? 0 : jaroWinkler(goldText, predictedText);
  if (predicted === undefined) return { valid, ex: false, set: false, ran, textSimilarity };
  const ex =
    family === 'graph'
      ? sameTables(
          gold,
          predicted,
          queries.some((text) => /order\s+by/i.test(text) || orderAsked(text)),
        )
      : resultsEqual(gold, predicted, { orderMatters: false });
  return { valid, ex, set: sameSets(gold, predicted), ran, textSimilarity };
}

/** The shares of the valid questions; undefined where none was measured so. */
export function paperReport(matches: readonly PaperMatch[]): PaperReport | undefined {
  if (matches.length === 0) return undefined;
  const valid = matches.filter((match) => match.valid);
  const share = (counts: (match: PaperMatch) => boolean): number =>
    valid.length === 0 ? 0 : valid.filter(counts).length / valid.length;
  const similarities = valid.flatMap(({ textSimilarity }) => textSimilarity ?? []);
  return {
    n: valid.length,
    ex: share(({ ex }) => ex),
    set: share(({ set }) => set),
    executable: share(({ ran }) => ran),
    ...(similarities.length > 0 && {
      textSimilarity: similarities.reduce((sum, one) => sum + one, 0) / similarities.length,
    }),
  };
}

/** Similarity is 1 when the rows pair up, each with one that has the same values. */
function sameTables(gold: ResultRows, predicted: ResultRows, ordered: boolean): boolean {
  const asSet = (row: readonly Value[]): string => [...new Set(row.map(cell))].sort().join('\n');
  const [left, right] = [gold.map(asSet), predicted.map(asSet)];
  if (left.length !== right.length) return false;
  if (!ordered) [left, right].forEach((rows) => rows.sort());
  return left.every((row, place) => row === right[place]);
}

function sameSets(gold: ResultRows, predicted: ResultRows): boolean {
  const asSet = (rows: ResultRows): Set<string> =>
    new Set(rows.map((row) => row.map(cell).join('\n')));
  const [left, right] = [asSet(gold), asSet(predicted)];
  return left.size === right.size && [...left].every((row) => right.has(row));
}

/** Numbers however they are written; text apart from them. */
function cell(value: Value): string {
  if (typeof value === 'number' || typeof value === 'bigint' || typeof value === 'boolean')
    return `number ${Number(value)}`;
  if (value === null) return 'null';
  if (typeof value === 'string') return `text ${JSON.stringify(value)}`;
  if (Array.isArray(value)) return `list ${JSON.stringify((value as readonly Value[]).map(cell))}`;
  const members = Object.entries(value as Readonly<Record<string, Value>>);
  return `map ${JSON.stringify(members.sort().map(([key, part]) => [key, cell(part)]))}`;
}
