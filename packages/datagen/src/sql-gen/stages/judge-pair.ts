import { z } from 'zod';
import type { QueryResult } from '@momq/dialect';
import { rowsForStorage } from '../../pairs/target-database.js';
import type { PairWork, Rejection } from './make-pair.js';
import type { OpenSource } from './source-databases.js';

/** Booleans are what many models write for YES and NO. */
const yesOrNo = z.union([z.boolean(), z.string().regex(/^(yes|no|true|false)$/i)]);

const answer = z.object({
  reasoning: z.string().optional(),
  fixing_needed: yesOrNo,
  fixed_question: z.string().nullish(),
  fixed_query: z.string().nullish(),
});

/** What the judge says. */
export type Verdict =
  | Rejection
  | { readonly changed: false }
  | { readonly changed: true; readonly question: string; readonly query: string };

/** Shows a pair and its first rows to the judge. */
export async function judgePair(
  { pack, judge, prompts, judgeRows }: PairWork,
  { schemaText }: OpenSource,
  pair: {
    readonly index: number;
    readonly question: string;
    readonly query: string;
    readonly rows: QueryResult['rows'];
  },
): Promise<Verdict> {
  const read = await judge!.ask({
    item: `pair ${pair.index}`,
    prompt: prompts.judgePair({
      dialect: pack.displayName,
      version: pack.version,
      schema: schemaText,
      question: pair.question,
      query: pair.query,
      rowCount: String(pair.rows.length),
      rows: rowsForStorage(pair.rows)
        .slice(0, judgeRows)
        .map((row) => JSON.stringify(row).slice(0, 400))
        .join('\n'),
    }),
    schema: answer,
  });
  if ('problem' in read) return { stage: 'judge', reason: `no verdict: ${read.problem}` };
  const { fixing_needed, fixed_question, fixed_query, reasoning } = read.value;
  if (!/^(yes|true)$/i.test(String(fixing_needed))) return { changed: false };
  const fixed = (text: string | null | undefined): string =>
    text === null || text === undefined || prompts.judgePair.repeats(text) ? '' : text.trim();
  const question = fixed(fixed_question) || pair.question;
  const query = fixed(fixed_query) || pair.query;
  if (question === pair.question && query === pair.query)
    return { stage: 'judge', reason: `wrong, and not fixed: ${(reasoning ?? '').slice(0, 80)}` };
  return { changed: true, question, query };
}
