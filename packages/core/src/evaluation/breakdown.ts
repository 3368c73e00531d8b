import type { EvaluationRecord } from './evaluate.js';

/** Questions of each label and how many of them are right, labels in the order of the alphabet. */
export type Breakdown = Readonly<
  Record<string, { readonly n: number; readonly ex: number; readonly exExtraColumns: number }>
>;

/** How well a predictor tells the questions that cannot be answered from the others; shares are 0 to 1. */
export interface DecliningScore {
  /** Questions that cannot be answered. */
  readonly unanswerable: number;
  /** Questions that were declined, whether they can be answered or not. */
  readonly declined: number;
  /** Questions that cannot be answered and yet were given rows. */
  readonly answered: number;
  /** The share of what was declined that cannot be answered; absent where nothing was declined. */
  readonly precision?: number;
  /** The share of what cannot be answered that was declined. */
  readonly recall: number;
}

/** Whether an answer is right when columns that the gold does not have are passed over. */
export function isCorrectWithExtraColumns({ outcome, extraColumns }: EvaluationRecord): boolean {
  return outcome === 'correct' || extraColumns === true;
}

/** Execution accuracy by a label of the questions; undefined where none has it. */
export function breakdown(
  records: readonly EvaluationRecord[],
  label: (record: EvaluationRecord) => string | undefined,
): Breakdown | undefined {
  return breakdownByLabels(records, (record) => label(record) ?? []);
}

/** The same where a question may have several labels, and counts for each. */
export function breakdownByLabels(
  records: readonly EvaluationRecord[],
  labels: (record: EvaluationRecord) => string | readonly string[],
): Breakdown | undefined {
  const groups = new Map<string, EvaluationRecord[]>();
  for (const record of records)
    for (const name of new Set([labels(record)].flat())) {
      const own = groups.get(name) ?? [];
      own.push(record);
      groups.set(name, own);
    }
  if (groups.size === 0) return undefined;
  return Object.fromEntries(
    [...groups.keys()].sort().map((name) => {
      const own = groups.get(name)!;
      const share = (counts: (record: EvaluationRecord) => boolean): number =>
        own.filter(counts).length / own.length;
      return [
        name,
        {
          n: own.length,
          ex: share(({ outcome }) => outcome === 'correct'),
          exExtraColumns: share(isCorrectWithExtraColumns),
        },
      ];
    }),
  );
}

/** Precision and recall of declining; undefined where every question can be answered. */
export function decliningScore(records: readonly EvaluationRecord[]): DecliningScore | undefined {
  const unanswerable = records.filter((record) => record.unanswerable !== undefined);
  if (unanswerable.length === 0) return undefined;
  const isDeclined = ({ outcome }: EvaluationRecord): boolean => outcome === 'declined';
  const declined = records.filter(isDeclined);
  const right = unanswerable.filter(isDeclined);
  return {
    unanswerable: unanswerable.length,
    declined: declined.length,
    answered: unanswerable.filter(({ outcome }) => outcome === 'wrong').length,
    ...(declined.length > 0 && { precision: right.length / declined.length }),
    recall: right.length / unanswerable.length,
  };
}
