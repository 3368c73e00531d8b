import type {
  DatabaseContent,
  DatabaseSchema,
  LogicalDialectPack,
  LogicalQuery,
  Value,
} from '@momq/dialect';

/** Parts of a data set; every database belongs to one. */
export type Split = 'train' | 'validation' | 'test';

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
  /** Over the dialect's own schema: tables and keys, or labels and relationships. */
  readonly logical: LogicalQuery;
  /** The first rows of the result, at most 50. */
  readonly rows: readonly (readonly Value[])[];
  /** Rows of the whole result. */
  readonly rowCount: number;
}

/** A database as one dialect sees it. */
export interface TargetView {
  readonly schema: DatabaseSchema;
  /** The query over {@link schema}. @throws UnsupportedFeatureError when it cannot be said there. */
  readonly convert: (query: LogicalQuery) => LogicalQuery;
}

/** A dialect to make pairs for. */
export interface TargetDialect {
  readonly pack: LogicalDialectPack;
  /** How a relational database and its queries look in this dialect, for example migrated to a graph; default: unchanged. */
  readonly view?: (content: DatabaseContent) => TargetView;
}

/** Pairs and losses of one dialect. */
export interface DialectCount {
  readonly kept: number;
  /** Of the kept, those whose result has no row: their agreement says less. */
  readonly keptEmpty: number;
  /** Dropped questions by reason. */
  readonly dropped: Readonly<Record<string, number>>;
}

/** Counts by dialect id. */
export type PairReport = Readonly<Record<string, DialectCount>>;
