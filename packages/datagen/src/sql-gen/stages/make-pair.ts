import { MoMQError } from '@momq/dialect';
import type { DialectPack, QueryParser, QueryResult } from '@momq/dialect';
import { dialectPrompt } from '@momq/core';
import { jsonValue } from '@momq/core/execution';
import { z } from 'zod';
import { Random } from '../../generated/random.js';
import { dropReason } from '../../pairs/drop-reason.js';
import type { AskedModel } from '../model/asked-model.js';
import type { FilterOptions } from '../filters/filter-options.js';
import { aggregatedAggregate } from '../filters/aggregated-aggregate.js';
import { resultEmptiness } from '../filters/result-emptiness.js';
import { unmentionedValue } from '../filters/unmentioned-value.js';
import { judgePair } from './judge-pair.js';
import type { Prompt } from '../../prompt-file.js';
import type { OpenSource, OpenSources, SourceDatabase } from './source-databases.js';

/** Where a pair can be dropped, in order. */
export const pairStages = [
  'answer',
  'syntax',
  'execution',
  'empty',
  'length',
  'aggregation',
  'mismatch',
  'judge',
  'duplicate',
] as const;

/** Where a pair was dropped; the stages come in this order. */
export type PairStage = (typeof pairStages)[number];

/** Why a pair was dropped. */
export interface Rejection {
  readonly stage: PairStage;
  readonly reason: string;
}

/** A question and a query as a model wrote them, and what became of them. */
export interface MadePair {
  readonly index: number;
  readonly source: SourceDatabase;
  readonly template: string;
  readonly question: string;
  readonly query: string;
  /** The judge rewrote it. */
  readonly fixed: boolean;
  readonly rejection?: Rejection;
  /** What the writer wrote, where that was no question with a query. */
  readonly written?: string;
  readonly rows?: QueryResult['rows'];
}

/** What {@link makePair} works with. */
export interface PairWork {
  readonly pack: DialectPack;
  readonly parser: QueryParser;
  readonly templates: readonly string[];
  readonly sources: OpenSources;
  readonly databases: readonly SourceDatabase[];
  /** Questions about one database before the next one's turn. */
  readonly block: number;
  readonly seed: number;
  readonly writer: AskedModel;
  readonly judge?: AskedModel;
  readonly prompts: { readonly writePair: Prompt; readonly judgePair: Prompt };
  /** Rows that the judge sees. */
  readonly judgeRows: number;
  readonly filters: FilterOptions;
}

const answer = z.object({ question: z.string().min(1), query: z.string().min(1) });

/** Rows of a result at most, while data is made. */
const maxRows = 20_000;

/**
 * Makes the pair of an index: a random template, the database whose turn it is and one of its rows go to the writer; what it
 * writes is checked, judged, and checked again where the judge changed it.
 *
 * @remarks Source: SQL-GEN (arXiv:2408.12733), sections 3.2 and 3.3.
 */
export async function makePair(work: PairWork, index: number): Promise<MadePair> {
  const { databases, block, templates } = work;
  const random = new Random(work.seed * 1_000_003 + 500_000_009 + index);
  const source = databases[Math.floor(index / block) % databases.length]!;
  const template = random.pick(templates);
  return work.sources.use(source, async (open) => {
    const made = { index, source, template, question: '', query: '', fixed: false };
    const read = await work.writer.ask({
      item: `pair ${index}`,
      prompt: writingPrompt(work, open, template, random),
      schema: answer,
    });
    if ('problem' in read) {
      const { problem: reason, text: written } = read;
      return { ...made, written, rejection: { stage: 'answer', reason } };
    }
    const pair = { ...made, question: read.value.question.trim(), query: read.value.query.trim() };
    const { repeats } = work.prompts.writePair;
    if (repeats(pair.question) || repeats(pair.query))
      return { ...pair, rejection: { stage: 'answer', reason: 'repeats the prompt' } };
    const checked = await checkPair(work, open, pair);
    if ('stage' in checked) return { ...pair, rejection: checked };
    if (!work.judge) return { ...pair, rows: checked.rows };
    const verdict = await judgePair(work, open, { ...pair, rows: checked.rows });
    if ('stage' in verdict) return { ...pair, rejection: verdict };
    if (!verdict.changed) return { ...pair, rows: checked.rows };
    const fixed = { ...pair, question: verdict.question, query: verdict.query, fixed: true };
    const again = await checkPair(work, open, fixed);
    if ('stage' in again)
      return { ...fixed, rejection: { stage: again.stage, reason: `as fixed: ${again.reason}` } };
    return { ...fixed, rows: again.rows };
  });
}

function writingPrompt(work: PairWork, open: OpenSource, template: string, random: Random): string {
  const { pack } = work;
  const { entity, row } = randomRow(open, random);
  const { rules } = dialectPrompt(pack);
  return work.prompts.writePair({
    dialect: pack.displayName,
    version: pack.version,
    schema: open.schemaText,
    entity,
    row,
    template,
    rules: rules.length === 0 ? '' : `Mind:\n${rules.map((rule) => `- ${rule}`).join('\n')}`,
  });
}

/** Values of a row that a prompt shows are cut here. */
const longestValue = 80;

function randomRow({ content }: OpenSource, random: Random): { entity: string; row: string } {
  const filled = content.schema.entities.filter(
    ({ name }) => (content.rows[name]?.length ?? 0) > 0,
  );
  if (filled.length === 0) return { entity: 'no table', row: '(the database is empty)' };
  const { name, fields } = random.pick(filled);
  const values = random.pick(content.rows[name]!);
  const shown = fields.map((field, place) => {
    const value = values[place] ?? null;
    const text = jsonValue(value);
    return [field.name, typeof text === 'string' ? text.slice(0, longestValue) : text];
  });
  return { entity: name, row: JSON.stringify(Object.fromEntries(shown)) };
}

async function checkPair(
  { pack, parser, filters }: PairWork,
  { database }: OpenSource,
  { question, query }: { readonly question: string; readonly query: string },
): Promise<Rejection | { readonly rows: QueryResult['rows'] }> {
  const { minQuestionLength = 10, maxQuestionLength = 300, queryTimeoutMs = 5000 } = filters;
  if (isQuery(question, parser)) return { stage: 'answer', reason: 'the question is a query' };
  try {
    const { statements, readOnly, reason } = parser.parse(query);
    if (statements !== 1) return { stage: 'syntax', reason: `${statements} statements` };
    if (!readOnly) return { stage: 'syntax', reason: `does not only read: ${reason ?? ''}` };
  } catch (error) {
    return { stage: 'syntax', reason: dropReason(error) };
  }
  let rows: QueryResult['rows'];
  try {
    ({ rows } = await database.query(query, { timeoutMs: queryTimeoutMs, maxRows }));
  } catch (error) {
    return { stage: 'execution', reason: dropReason(error) };
  }
  const empty = filters.dropEmpty === false ? undefined : resultEmptiness({ rows });
  if (empty !== undefined) return { stage: 'empty', reason: empty };
  if (question.length < minQuestionLength || question.length > maxQuestionLength)
    return { stage: 'length', reason: `question of ${question.length} characters` };
  const nested =
    filters.dropAggregatedAggregates === false
      ? undefined
      : aggregatedAggregate(query, pack.family);
  if (nested !== undefined) return { stage: 'aggregation', reason: nested };
  const unmentioned = await unmentionedValue(question, query, pack.family, filters);
  if (unmentioned !== undefined)
    return { stage: 'mismatch', reason: `the question does not say ${unmentioned}` };
  return { rows };
}

/** One that reads: parsers take some questions, "change in sales by month", for statements that do something else. */
function isQuery(text: string, parser: QueryParser): boolean {
  try {
    const { statements, readOnly } = parser.parse(text);
    return statements > 0 && readOnly;
  } catch (error) {
    if (!MoMQError.isInstance(error)) throw error;
    return false;
  }
}
