import type { TrainingPair } from '@momq/core/pairs';
import type { DialectPack } from '@momq/dialect';
import { z } from 'zod';
import type { Prompt } from '../prompt-file.js';
import type { FilterOptions } from '../sql-gen/filters/filter-options.js';
import { unmentionedValue } from '../sql-gen/filters/unmentioned-value.js';
import type { AskedModel } from '../sql-gen/model/asked-model.js';
import type { OpenSources, SourceDatabase } from '../sql-gen/stages/source-databases.js';
import type { RoundTrip } from './round-trip.js';

/** Who asks; each wording of a question has another. */
const manners = [
  'a colleague in a hurry, in a few words,',
  'a manager who does not know the data',
  'someone who is polite and takes a few more words',
  'someone who tells you to do it',
  'an analyst who uses other words for the same things',
] as const;

/** A question in other words, and what became of it. */
export interface RewordedPair {
  readonly pair: TrainingPair;
  /** Which wording of its question, from 0. */
  readonly wording: number;
  readonly question: string;
  readonly rejection?: { readonly stage: RewordStage; readonly reason: string };
  /** Whether the question as it was, and in other words, gets the gold's rows; absent without a round trip. */
  readonly agrees?: { readonly original: boolean; readonly reworded: boolean };
}

/** Where a wording can be dropped, in order. */
export const rewordStages = ['answer', 'length', 'mismatch', 'agreement', 'duplicate'] as const;

/** Where a wording was dropped; the stages come in this order. */
export type RewordStage = (typeof rewordStages)[number];

/** What {@link rewordPair} works with. */
export interface RewordWork {
  readonly pack: DialectPack;
  readonly sources: OpenSources;
  readonly writer: AskedModel;
  readonly prompt: Prompt;
  readonly filters: FilterOptions;
  /** Asks both questions again. */
  readonly trip: RoundTrip | undefined;
  source(pair: TrainingPair): SourceDatabase;
}

const answer = z.object({ question: z.string().min(1) });

/** Has the question of a pair asked in other words, and asks both of a model. */
export async function rewordPair(
  work: RewordWork,
  pair: TrainingPair,
  wording: number,
): Promise<RewordedPair> {
  return work.sources.use(work.source(pair), async (open) => {
    const made = { pair, wording, question: '' };
    const read = await work.writer.ask({
      item: `${pair.id} ${wording}`,
      prompt: work.prompt({
        dialect: work.pack.displayName,
        schema: open.schemaText,
        query: pair.query,
        question: pair.question,
        manner: manners[wording % manners.length]!,
      }),
      schema: answer,
    });
    if ('problem' in read) return { ...made, rejection: { stage: 'answer', reason: read.problem } };
    const reworded = { ...made, question: read.value.question.trim() };
    const rejection = await unlikeAQuestion(work, reworded);
    if (rejection !== undefined) return { ...reworded, rejection };
    if (work.trip === undefined) return reworded;
    const agrees = await work.trip.agreement(pair, reworded.question, open.database);
    return { ...reworded, agrees };
  });
}

async function unlikeAQuestion(
  { prompt, filters, pack }: RewordWork,
  { question, pair }: RewordedPair,
): Promise<RewordedPair['rejection']> {
  const { minQuestionLength = 10, maxQuestionLength = 300 } = filters;
  if (prompt.repeats(question)) return { stage: 'answer', reason: 'repeats the prompt' };
  if (question.length < minQuestionLength || question.length > maxQuestionLength)
    return { stage: 'length', reason: `question of ${question.length} characters` };
  const value = await unmentionedValue(question, pair.query, pack.family, filters);
  const wasSaid =
    value !== undefined &&
    (await unmentionedValue(pair.question, pair.query, pack.family, filters)) === undefined;
  return wasSaid
    ? { stage: 'mismatch', reason: `the question no longer says ${value}` }
    : undefined;
}
