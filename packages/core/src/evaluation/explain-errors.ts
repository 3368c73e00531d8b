import type {
  DatabaseSchema,
  DialectPack,
  QueryAnalysis,
  QueryLanguage,
  QueryParser,
} from '@momq/dialect';
import { MoMQError } from '@momq/dialect';
import { relationalView } from '../logical/relational-view.js';
import { breakdownByLabels } from './breakdown.js';
import type { Breakdown } from './breakdown.js';
import type { EvaluationRecord } from './evaluate.js';
import { compareQueries } from './query-differences.js';
import type { QueryDifference } from './query-differences.js';
import type { EvaluationQuestion } from './questions.js';

/**
 * Why a question was not answered right: what a query does otherwise than its gold ({@link QueryDifference}), or what became of it.
 * `not-declined` was given rows although nothing answers it; `not-expressible`: the logical form cannot say the gold, and the answer
 * did not go beyond it either; `columns-too-many`: right but for columns that the gold does not have; `other`: nothing that is
 * looked at differs.
 */
export type ErrorCause =
  | QueryDifference
  | 'not-declined'
  | 'declined'
  | 'no-answer'
  | 'did-not-run'
  | 'not-expressible'
  | 'columns-too-many'
  | 'other';

/** A question that was not answered right. */
export interface ExplainedError {
  readonly record: EvaluationRecord;
  /** The first of what is wrong. */
  readonly cause: ErrorCause;
  /** All that differs from the gold. */
  readonly differences: readonly QueryDifference[];
}

/** What the golds and the errors of an evaluation look like. */
export interface ErrorReport {
  /** In the order of the records. */
  readonly errors: readonly ExplainedError[];
  /** Accuracy by the keywords of the gold queries; a question counts for each that its gold has. */
  readonly byKeyword: Breakdown;
}

/** What {@link explainErrors} needs. */
export interface ErrorOptions {
  readonly records: readonly EvaluationRecord[];
  /** The questions of the records. */
  readonly questions: readonly EvaluationQuestion[];
  /** That was asked. */
  readonly dialect: DialectPack;
  /** That golds which are not named after a dialect are written in. */
  readonly reference: DialectPack;
  /** Schema of a database by id; asked for once each. */
  readonly schema: (dbId: string) => Promise<DatabaseSchema>;
}

/** Says of each question that was not answered right why, by comparing its query with the gold. */
export async function explainErrors(options: ErrorOptions): Promise<ErrorReport> {
  const { dialect, reference } = options;
  const parser = await dialect.createParser();
  const golds = new Map(options.questions.map(({ id, gold }) => [id, gold]));
  const referenceParser = dialect.id === reference.id ? parser : await reference.createParser();
  const inexpressible = expressibility(options);
  const errors: ExplainedError[] = [];
  const keywords = new Map<EvaluationRecord, readonly string[]>();
  const known = new Set(dialect.keywords.all);
  for (const record of options.records) {
    const own = golds.get(record.id)?.[dialect.id] !== undefined || dialect.id === reference.id;
    const gold = analysed(own ? parser : referenceParser, record.goldQuery);
    if (gold && record.unanswerable === undefined)
      keywords.set(
        record,
        gold.keywords.map((word) => word.toUpperCase()).filter((word) => known.has(word)),
      );
    if (record.outcome === (record.unanswerable === undefined ? 'correct' : 'declined')) continue;
    const predicted =
      record.predictedQuery === null ? undefined : analysed(parser, record.predictedQuery);
    const differences =
      gold && predicted
        ? compareQueries(
            { text: record.goldQuery, analysis: gold },
            { text: record.predictedQuery!, analysis: predicted },
            { sameDialect: own },
          )
        : [];
    const cause = (await inexpressible(record, own))
      ? 'not-expressible'
      : (outcomeCause(record) ?? differences[0] ?? 'other');
    errors.push({ record, cause, differences });
  }
  return {
    errors,
    byKeyword: breakdownByLabels([...keywords.keys()], (record) => keywords.get(record)!) ?? {},
  };
}

/** What the outcome alone tells. */
function outcomeCause({
  outcome,
  unanswerable,
  extraColumns,
}: EvaluationRecord): ErrorCause | undefined {
  if (outcome === 'declined' || outcome === 'no-answer') return outcome;
  if (outcome === 'failed' || outcome === 'timeout') return 'did-not-run';
  if (unanswerable !== undefined) return 'not-declined';
  return extraColumns === true ? 'columns-too-many' : undefined;
}

/** Tells whether the logical form cannot say a record's gold, and its answer does not go beyond the logical form. */
function expressibility({ dialect, reference, schema }: ErrorOptions) {
  const schemas = new Map<string, Promise<DatabaseSchema>>();
  return async (record: EvaluationRecord, own: boolean): Promise<boolean> => {
    const { dbId, goldQuery, predictedQuery } = record;
    const goldLanguage = (own ? dialect : reference).language;
    if (goldLanguage?.read === undefined || dialect.language?.read === undefined) return false;
    const decided = record.unanswerable !== undefined || record.extraColumns === true;
    if (decided || (record.outcome !== 'wrong' && record.outcome !== 'no-answer')) return false;
    const plain = schemas.get(dbId) ?? schema(dbId);
    schemas.set(dbId, plain);
    const seen = relationalView(dialect, await plain).schema;
    return (
      !isReadable(goldLanguage, goldQuery, own ? seen : await plain) &&
      (predictedQuery === null || isReadable(dialect.language, predictedQuery, seen))
    );
  };
}

function isReadable(language: QueryLanguage, text: string, schema: DatabaseSchema): boolean {
  try {
    language.read!(text, schema);
    return true;
  } catch (error) {
    if (!MoMQError.isInstance(error)) throw error;
    return error.code !== 'FEATURE_UNSUPPORTED';
  }
}

/** Undefined for text that the dialect cannot read, which is then compared with nothing. */
function analysed(parser: QueryParser, text: string): QueryAnalysis | undefined {
  if (text === '') return undefined;
  try {
    return parser.parse(text);
  } catch (error) {
    if (!MoMQError.isInstance(error)) throw error;
    return undefined;
  }
}
