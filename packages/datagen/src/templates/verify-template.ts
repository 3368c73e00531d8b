import type { Database, LogicalDialectPack, LogicalQuery, QueryResult } from '@momq/dialect';
import { orderAsked, resultsEqual } from '@momq/core/evaluation';

import { dropReason } from '../pairs/drop-reason.js';
import { checkLimits } from '../pairs/target-database.js';
import { unusableRows } from '../pairs/unusable-rows.js';
import type { TemplateQuestion } from './fill-templates.js';
import type { SqlWriter } from './sql-writer.js';

/** A SQL dialect with its engine, or a dialect that is translated to. */
export interface OpenTarget {
  readonly pack: LogicalDialectPack;
  readonly database: Database;
  /** Absent where queries come by translation. */
  readonly writer?: SqlWriter;
  /** Writes a logical query over the relational schema in the dialect. */
  readonly translate: (query: LogicalQuery) => {
    readonly text: string;
    readonly logical: LogicalQuery;
  };
}

/** A query that ran. */
export interface VerifiedQuery {
  readonly text: string;
  /** Absent where the query has no logical form. */
  readonly logical?: LogicalQuery;
  readonly rows: QueryResult['rows'];
}

/** A question whose query ran and gave the same rows everywhere; by dialect id. */
export interface VerifiedTemplate {
  readonly byDialect: ReadonlyMap<string, VerifiedQuery>;
  /** Dialects that it was dropped for, and why. */
  readonly dropped: ReadonlyMap<string, string>;
}

/** More rows than this make no answer to a question. */
const maxAnswerRows = 400;
/** Longer translations are not how anybody writes. */
const maxTranslated = 420;

/**
 * Runs a question's query in each dialect. The first target with a writer says what the answer is.
 *
 * @param read - reads text of the first target as a logical query
 * @returns why it was dropped for all, where the first target gives no usable answer or another SQL dialect disagrees
 */
export async function verifyTemplate(
  question: TemplateQuestion,
  targets: readonly OpenTarget[],
  read: (text: string) => LogicalQuery,
): Promise<VerifiedTemplate | string> {
  const byDialect = new Map<string, VerifiedQuery>();
  const dropped = new Map<string, string>();
  let first:
    | { rows: QueryResult['rows']; orderMatters: boolean; logical: LogicalQuery | undefined }
    | undefined;
  for (const { pack, database, writer, translate } of targets) {
    try {
      if (writer !== undefined) {
        const text = question.sql(writer);
        const { rows } = await database.query(text, checkLimits);
        if (first === undefined) {
          const unusable = unusableRows(rows, maxAnswerRows) ?? (await tieAtLimit(text, database));
          if (unusable !== undefined) return unusable;
          first = { rows, orderMatters: orderAsked(text), logical: logicalOf(text, read) };
        } else if (!resultsEqual(first.rows, rows, first)) return `other rows: ${pack.id}`;
        byDialect.set(pack.id, { text, rows, ...(first.logical && { logical: first.logical }) });
      } else if (first?.logical) {
        const { text, logical } = translate(first.logical);
        if (text.length > maxTranslated) {
          dropped.set(pack.id, 'too long');
          continue;
        }
        const { rows } = await database.query(text, checkLimits);
        if (resultsEqual(first.rows, rows, { orderMatters: false }))
          byDialect.set(pack.id, { text, logical, rows });
        else dropped.set(pack.id, `other rows: ${pack.id}`);
      } else dropped.set(pack.id, 'no logical form');
    } catch (error) {
      if (writer !== undefined) return `${pack.id}: ${dropReason(error)}`;
      dropped.set(pack.id, dropReason(error));
    }
  }
  return { byDialect, dropped };
}

/** Equal keys at the limit: which rows come is the engine's choice. Breaks ties both ways and compares. */
async function tieAtLimit(text: string, database: Database): Promise<string | undefined> {
  const limit = / LIMIT \d+$/.exec(text)?.[0];
  if (limit === undefined) return undefined;
  const [one, other] = await Promise.all(
    [', 1', ', 1 DESC'].map(
      async (key) => (await database.query(text.replace(limit, key + limit), checkLimits)).rows,
    ),
  );
  return resultsEqual(one!, other!, { orderMatters: true }) ? undefined : 'a tie at the limit';
}

function logicalOf(text: string, read: (text: string) => LogicalQuery): LogicalQuery | undefined {
  try {
    return read(text);
  } catch (error) {
    if (error instanceof Error && 'code' in error) return undefined; // the reader's own refusal
    throw error;
  }
}
