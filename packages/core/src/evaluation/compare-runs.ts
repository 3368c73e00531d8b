import { ConfigError } from '@momq/dialect';
import type { EvaluationRecord } from './evaluate.js';
import { exactMcNemar, pairedDifference } from './paired-statistics.js';
import type { Estimate } from './paired-statistics.js';

/** How many questions both runs, one of them, and neither got right. */
export interface PairedCounts {
  readonly both: number;
  readonly onlyFirst: number;
  readonly onlySecond: number;
  readonly neither: number;
  /** Two-sided p of the exact McNemar test, 0–1: how often runs that are equally good differ as much. */
  readonly p: number;
}

/** A question that one run got right and the other did not. */
export interface ChangedQuestion extends Pick<
  EvaluationRecord,
  'id' | 'dbId' | 'question' | 'goldQuery' | 'unanswerable'
> {
  readonly first: RunAnswer;
  readonly second: RunAnswer;
}

/** What a run said to a question. */
export type RunAnswer = Pick<EvaluationRecord, 'outcome' | 'predictedQuery' | 'error'>;

/** Two runs over the same questions, question by question. Counts and accuracies are of those that can be answered. */
export interface RunComparison extends PairedCounts {
  /** Questions that can be answered. */
  readonly n: number;
  /** Execution accuracy of each run, 0–1. */
  readonly exFirst: number;
  readonly exSecond: number;
  /** Accuracy of the second minus that of the first, with a 95 % interval: paired bootstrap over questions. */
  readonly difference: Estimate;
  /** Of the bootstrap. */
  readonly seed: number;
  /** The questions that cannot be answered, where declining is right; absent where there is none. */
  readonly declining?: PairedCounts;
  /** Those that only one run got right, in the order of the first run; questions that cannot be answered, too. */
  readonly changed: readonly ChangedQuestion[];
}

/**
 * Compares two runs of the same questions.
 *
 * @param seed - of the bootstrap; default 0
 * @throws ConfigError when the runs did not ask the same questions with the same golds, or asked none that can be answered
 */
export function compareRuns(
  first: readonly EvaluationRecord[],
  second: readonly EvaluationRecord[],
  { seed = 0 }: { readonly seed?: number } = {},
): RunComparison {
  const pairs = pairUp(first, second);
  const answerable = pairs.filter(([record]) => record.unanswerable === undefined);
  const unanswerable = pairs.filter(([record]) => record.unanswerable !== undefined);
  if (answerable.length === 0)
    throw new ConfigError(
      `compare: expected runs with questions that can be answered, got ${pairs.length} questions without one. Ask more of the suite.`,
    );
  const answers = (run: 0 | 1) =>
    new Map(answerable.map((pair) => [pair[run].id, [isRight(pair[run])]]));
  const { mean, low, high } = pairedDifference(answers(1), answers(0), { seed });
  const counts = count(answerable);
  return {
    n: answerable.length,
    exFirst: (counts.both + counts.onlyFirst) / answerable.length,
    exSecond: (counts.both + counts.onlySecond) / answerable.length,
    ...counts,
    difference: { mean, low, high },
    seed,
    ...(unanswerable.length > 0 && { declining: count(unanswerable) }),
    changed: pairs
      .filter(([one, other]) => isRight(one) !== isRight(other))
      .map(([one, other]) => ({
        id: one.id,
        dbId: one.dbId,
        question: one.question,
        goldQuery: one.goldQuery,
        ...(one.unanswerable !== undefined && { unanswerable: one.unanswerable }),
        first: answerOf(one),
        second: answerOf(other),
      })),
  };
}

type RecordPair = readonly [EvaluationRecord, EvaluationRecord];

function pairUp(
  first: readonly EvaluationRecord[],
  second: readonly EvaluationRecord[],
): RecordPair[] {
  const others = byId(second, 'second');
  const own = byId(first, 'first');
  for (const [mine, theirs, which] of [
    [own, others, 'second'],
    [others, own, 'first'],
  ] as const) {
    const missing = [...mine.keys()].filter((id) => !theirs.has(id));
    if (missing.length > 0)
      throw new ConfigError(
        `compare: expected both runs to ask the same questions, got ${missing.length} that the ${which} did not ask, for example ${missing[0]}. Ask the same suite with the same --limit, or finish the run with --resume.`,
      );
  }
  return first.map((record) => {
    const other = others.get(record.id)!;
    for (const member of ['question', 'dbId', 'goldQuery', 'unanswerable'] as const)
      if (record[member] !== other[member])
        throw new ConfigError(
          `compare: expected both runs to ask the same questions, got for ${record.id} the ${member} ${shown(record[member])} in the first and ${shown(other[member])} in the second. Run both over the same files.`,
        );
    return [record, other] as const;
  });
}

function byId(records: readonly EvaluationRecord[], which: string): Map<string, EvaluationRecord> {
  const found = new Map(records.map((record) => [record.id, record]));
  if (found.size < records.length) {
    const seen = new Set<string>();
    const twice = records.find(({ id }) => seen.size === seen.add(id).size);
    throw new ConfigError(
      `compare: expected each question once, got ${twice!.id} twice in the ${which} run. Write the records of one run into one file.`,
    );
  }
  return found;
}

function isRight({ outcome, unanswerable }: EvaluationRecord): boolean {
  return outcome === (unanswerable === undefined ? 'correct' : 'declined');
}

function count(pairs: readonly RecordPair[]): PairedCounts {
  const those = (one: boolean, other: boolean): number =>
    pairs.filter((pair) => isRight(pair[0]) === one && isRight(pair[1]) === other).length;
  const [onlyFirst, onlySecond] = [those(true, false), those(false, true)];
  return {
    both: those(true, true),
    onlyFirst,
    onlySecond,
    neither: those(false, false),
    p: exactMcNemar(onlyFirst, onlySecond),
  };
}

function answerOf({ outcome, predictedQuery, error }: EvaluationRecord): RunAnswer {
  return { outcome, predictedQuery, ...(error !== undefined && { error }) };
}

function shown(value: string | undefined): string {
  return value === undefined ? 'none' : JSON.stringify(value.slice(0, 80));
}
