import type { LogicalQuery, Value } from '@momq/dialect';

/** Parts of a data set; every database belongs to one. */
export const splits = ['train', 'validation', 'test'] as const;

/** One of {@link splits}. */
export type Split = (typeof splits)[number];

/** A question with a query of one dialect that was run and gave rows that agree with every other dialect's. */
export interface TrainingPair {
  /** Unique in its data set, the same for the same question in every dialect. */
  readonly id: string;
  /** Where the question comes from, for example `spider`. */
  readonly source: string;
  readonly licence: string;
  readonly dbId: string;
  readonly split: Split;
  readonly question: string;
  readonly dialect: string;
  readonly query: string;
  /** Over the dialect's own schema: tables and keys, or labels and relationships. Absent where the query has no logical form. */
  readonly logical?: LogicalQuery;
  /** The first rows of the result, at most 50. */
  readonly rows: readonly (readonly Value[])[];
  /** Rows of the whole result. */
  readonly rowCount: number;
}
