import type { Database, DialectPack, QueryResult } from '@momq/dialect';
import { MoMQError, QueryTimeoutError } from '@momq/dialect';
import type { DatabaseContent } from '@momq/dialect';
import type { Evidence } from '../confidence/calibration.js';
import { breakdown, decliningScore, isCorrectWithExtraColumns } from './breakdown.js';
import type { Breakdown, DecliningScore } from './breakdown.js';
import { bootstrapInterval } from './bootstrap-interval.js';
import { calibrationReport } from './calibration-report.js';
import type { CalibrationReport } from './calibration-report.js';
import { openOnce } from './open-databases.js';
import { orderAsked } from './order-asked.js';
import type { EvaluationQuestion } from './questions.js';
import { paperMatch, paperReport } from './paper-match.js';
import type { PaperMatch, PaperReport } from './paper-match.js';
import { resultsEqual } from './results-equal.js';

/** What became of one question. `wrong` ran but gave other rows; `declined` has no query on purpose. */
export type Outcome = 'correct' | 'wrong' | 'failed' | 'timeout' | 'no-answer' | 'declined';

/** One question of an evaluation. */
export interface EvaluationRecord {
  readonly id: string;
  readonly dbId: string;
  readonly question: string;
  /** The gold query whose rows or stored answer count. */
  readonly goldQuery: string;
  readonly predictedQuery: string | null;
  readonly outcome: Outcome;
  /** Where it is `wrong` only for columns that the gold does not have. */
  readonly extraColumns?: true;
  /** Of the question: why nothing answers it; its outcome is never `correct`, and `declined` is right. */
  readonly unanswerable?: string;
  readonly kind?: string;
  readonly hardness?: string;
  /** The engine's or the predictor's words, where it failed or declined. */
  readonly error?: string;
  /** The predictor's probability of being right, 0–1, where it claims one. */
  readonly confidence?: number;
  /** What the confidence is computed from, a number per name, where the predictor tells. */
  readonly evidence?: Evidence;
  /** Milliseconds that the predictor took. */
  readonly predictionMs: number;
  /** By the measures of the papers, where they were asked for. */
  readonly paper?: PaperMatch;
}

/** Rates are in [0, 1]. */
export interface EvaluationReport {
  readonly suite: string;
  readonly dialect: string;
  /** Questions asked that can be answered. */
  readonly n: number;
  /** Execution accuracy: the share of `correct`. */
  readonly ex: number;
  /** The same, where columns that the gold does not have are passed over. */
  readonly exExtraColumns: number;
  /** Share of the questions with a prediction that ran. */
  readonly executable: number;
  /** Share of the questions that the predictor declined; they count in `n`, and not as correct. */
  readonly declined: number;
  /** 95 % bootstrap interval of `ex`. */
  readonly low: number;
  readonly high: number;
  readonly seed: number;
  /** Mean milliseconds of the predictor. */
  readonly msPerQuestion: number;
  /** What became of the questions that cannot be answered; absent where there is none. */
  readonly declining?: DecliningScore;
  /** By {@link EvaluationQuestion.kind}, and by hardness; absent where no question says it. By database where there are several. */
  readonly byKind?: Breakdown;
  readonly byHardness?: Breakdown;
  readonly byDatabase?: Breakdown;
  /** How far the confidences can be relied on; absent where no answer claims one. */
  readonly calibration?: CalibrationReport;
  /** By the measures of the papers; absent where no record has them. */
  readonly papers?: PaperReport;
  readonly records: readonly EvaluationRecord[];
}

/** A query, and how sure the predictor is of it. */
export interface WeighedPrediction extends Pick<EvaluationRecord, 'confidence' | 'evidence'> {
  readonly query: string;
}

/** Says that a question cannot be answered, and why. */
export interface DeclinedPrediction {
  readonly declined: string;
}

/** Writes a query for a question, declines it, or gives `null` when it has none. A thrown error counts as no answer. */
export type Predictor = (
  question: string,
  database: Database,
  record: EvaluationQuestion,
) => Promise<string | WeighedPrediction | DeclinedPrediction | null>;

/** What {@link evaluate} needs. */
export interface EvaluationOptions {
  /** Name of the suite, for the report. */
  readonly suite: string;
  readonly dialect: DialectPack;
  readonly questions: readonly EvaluationQuestion[];
  /** Content of a database by id; called once a database. */
  readonly content: (dbId: string) => Promise<DatabaseContent>;
  /** Opens a database that is there, such as one on a server, in place of one with {@link EvaluationOptions.content}. */
  readonly open?: (dbId: string) => Promise<Database>;
  readonly predict: Predictor;
  /** Of the bootstrap; default 0. */
  readonly seed?: number;
  /** Milliseconds for each predicted query; default 10000. */
  readonly timeoutMs?: number;
  /** Measures answers as the papers do too ({@link EvaluationReport.papers}); default false. */
  readonly papers?: boolean;
  /** Questions that were asked before, by {@link EvaluationRecord.id}: they are counted as they were, and not asked again. */
  readonly known?: ReadonlyMap<string, EvaluationRecord>;
  /** Called after each question that is asked. */
  readonly onProgress?: (done: number, total: number, record: EvaluationRecord) => void;
}

/** Rows read of a prediction; more than any gold has. */
const maxRows = 100_000;
/** Milliseconds for a gold query, whose time nobody measures. */
const goldTimeoutMs = 120_000;

/**
 * Execution accuracy: asks the predictor, runs its query on a database of the dialect, and compares with the
 * stored answer, or else with the rows of the gold query of this dialect (`gold[dialect.id]`, else `gold.query`).
 * Order counts where a gold has a top-level ORDER BY; among rows with equal keys the order that the dialect's engine gives
 * the dialect's gold is accepted too.
 *
 * @throws QueryExecutionError when a question has no stored answer and its gold does not run: the suite is broken then, or the
 * server of its database is gone.
 */
export async function evaluate(options: EvaluationOptions): Promise<EvaluationReport> {
  const { dialect, questions, seed = 0, timeoutMs = 10_000 } = options;
  const databases = openOnce(dialect, options.content, options.open);
  const records: EvaluationRecord[] = [];
  try {
    // One database at a time is open: questions of a file come database by database.
    for (const question of questions) {
      const known = options.known?.get(question.id);
      if (known !== undefined) {
        records.push(known);
        continue;
      }
      const database = await databases.open(question.dbId);
      const record = await askOne(question, database, options, timeoutMs);
      records.push(record);
      options.onProgress?.(records.length, questions.length, record);
    }
  } finally {
    await databases.close();
  }
  const answerable = records.filter(({ unanswerable }) => unanswerable === undefined);
  const outcomes = answerable.map(({ outcome }) => outcome === 'correct');
  const share = (counts: (record: EvaluationRecord) => boolean): number =>
    answerable.length === 0 ? 0 : answerable.filter(counts).length / answerable.length;
  const calibration = calibrationReport(records);
  const declining = decliningScore(records);
  const papers = paperReport(answerable.flatMap(({ paper }) => paper ?? []));
  const byKind = breakdown(answerable, ({ kind }) => kind);
  const byHardness = breakdown(answerable, ({ hardness }) => hardness);
  const byDatabase = breakdown(answerable, ({ dbId }) => dbId) ?? {};
  return {
    suite: options.suite,
    dialect: dialect.id,
    n: answerable.length,
    ex: share(({ outcome }) => outcome === 'correct'),
    exExtraColumns: share(isCorrectWithExtraColumns),
    executable: share(({ outcome }) => outcome === 'correct' || outcome === 'wrong'),
    declined: share(({ outcome }) => outcome === 'declined'),
    ...(answerable.length === 0 ? { low: 0, high: 0 } : bootstrapInterval(outcomes, seed)),
    seed,
    msPerQuestion:
      records.reduce((sum, { predictionMs }) => sum + predictionMs, 0) /
      Math.max(1, records.length),
    ...(declining !== undefined && { declining }),
    ...(byKind !== undefined && { byKind }),
    ...(byHardness !== undefined && { byHardness }),
    ...(Object.keys(byDatabase).length > 1 && { byDatabase }),
    ...(calibration !== undefined && { calibration }),
    ...(papers !== undefined && { papers }),
    records,
  };
}

async function askOne(
  question: EvaluationQuestion,
  database: Database,
  options: EvaluationOptions,
  timeoutMs: number,
): Promise<EvaluationRecord> {
  const { record, rows } = await answerOne(question, database, options, timeoutMs);
  // A server that went away is no wrong answer: what failed counts only where the gold still runs.
  const failed = rows === undefined && record.outcome !== 'declined';
  const isPlain = question.answer === undefined && record.unanswerable === undefined;
  if (options.open !== undefined && failed && isPlain)
    await database.query(record.goldQuery, { timeoutMs: goldTimeoutMs, maxRows });
  if (options.papers !== true || record.unanswerable !== undefined) return record;
  const limits = { timeoutMs: goldTimeoutMs, maxRows };
  const gold = question.answer ?? (await database.query(record.goldQuery, limits)).rows;
  const paper = paperMatch({
    family: options.dialect.family,
    gold,
    ...(rows !== undefined && { predicted: rows }),
    queries: [record.goldQuery, record.predictedQuery ?? ''],
    ran: rows !== undefined || record.outcome === 'timeout',
  });
  return { ...record, paper };
}

/** What became of a question, and the rows of its answer where it ran. */
interface Answered {
  readonly record: EvaluationRecord;
  readonly rows?: QueryResult['rows'];
}

async function answerOne(
  question: EvaluationQuestion,
  database: Database,
  options: EvaluationOptions,
  timeoutMs: number,
): Promise<Answered> {
  const goldQuery =
    question.gold[options.dialect.id] ??
    question.gold['query'] ??
    Object.values(question.gold)[0] ??
    '';
  const { id, dbId, kind, hardness, unanswerable } = question;
  const base = {
    id,
    dbId,
    question: question.question,
    goldQuery,
    ...(unanswerable !== undefined && { unanswerable }),
    ...(kind !== undefined && { kind }),
    ...(hardness !== undefined && { hardness }),
  };
  const start = performance.now();
  let prediction: Awaited<ReturnType<Predictor>>;
  try {
    prediction = await options.predict(question.question, database, question);
  } catch (error) {
    const predictionMs = performance.now() - start;
    const outcome = 'no-answer';
    return {
      record: { ...base, predictedQuery: null, outcome, error: message(error), predictionMs },
    };
  }
  const predictionMs = performance.now() - start;
  if (prediction === null)
    return { record: { ...base, predictedQuery: null, outcome: 'no-answer', predictionMs } };
  if (typeof prediction === 'object' && 'declined' in prediction) {
    const { declined: error } = prediction;
    return { record: { ...base, predictedQuery: null, outcome: 'declined', error, predictionMs } };
  }
  const { query: predictedQuery, ...claim } =
    typeof prediction === 'string' ? { query: prediction } : prediction;
  const weighed = { ...base, predictedQuery, ...claim };
  let result: QueryResult;
  try {
    result = await database.query(predictedQuery, { timeoutMs, maxRows });
  } catch (error) {
    const outcome = error instanceof QueryTimeoutError ? 'timeout' : 'failed';
    return { record: { ...weighed, outcome, error: message(error), predictionMs } };
  }
  const { rows } = result;
  if (unanswerable !== undefined)
    return { record: { ...weighed, outcome: 'wrong', predictionMs }, rows };
  const runGold = async (text: string): Promise<QueryResult['rows']> =>
    (await database.query(text, { timeoutMs: goldTimeoutMs, maxRows })).rows;
  const gold = question.answer ?? (await runGold(goldQuery));
  const goldRowCount = question.answer ? (question.answerRows ?? gold.length) : gold.length;
  const orderMatters = Object.values(question.gold).some(orderAsked);
  let equal = resultsEqual(gold, result.rows, { orderMatters, goldRowCount });
  const ownGold = question.gold[options.dialect.id];
  if (
    !equal &&
    orderMatters &&
    question.answer &&
    ownGold !== undefined &&
    resultsEqual(gold, result.rows, { orderMatters: false, goldRowCount })
  ) {
    // Engines order rows with equal keys differently: this engine's own order of the gold is right as well.
    equal = resultsEqual(await runGold(ownGold), result.rows, { orderMatters });
  }
  equal ||= await equalsOtherGold(question, result.rows, runGold);
  if (equal) return { record: { ...weighed, outcome: 'correct', predictionMs }, rows };
  const wider = resultsEqual(gold, result.rows, { orderMatters, goldRowCount, extraColumns: true });
  const extra = wider ? { extraColumns: true as const } : {};
  return { record: { ...weighed, outcome: 'wrong', ...extra, predictionMs }, rows };
}

/** Whether rows are those of another query that is right. One that does not run here says nothing. */
async function equalsOtherGold(
  { answer, otherGolds = [], otherAnswers = [] }: EvaluationQuestion,
  rows: QueryResult['rows'],
  runGold: (text: string) => Promise<QueryResult['rows']>,
): Promise<boolean> {
  const orderMatters = otherGolds.some(orderAsked);
  if (answer !== undefined)
    return otherAnswers.some((other) => resultsEqual(other, rows, { orderMatters }));
  for (const gold of otherGolds) {
    try {
      if (resultsEqual(await runGold(gold), rows, { orderMatters: orderAsked(gold) })) return true;
    } catch (error) {
      if (!MoMQError.isInstance(error)) throw error;
    }
  }
  return false;
}

function message(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
