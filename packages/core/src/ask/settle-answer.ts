import { percent } from '../execution/percent.js';
import type { AskOptions, QueryAnswer } from './answer.js';
import type { UnusedWord } from '../confidence/unused-words.js';
import type { Alternative, DeclineReason } from './answer-status.js';

/** What decides whether an answer is sure. */
export interface AnswerEvidence {
  /** Confidence of the chosen query, 0–1, where the model gives probabilities. */
  readonly confidence?: number;
  readonly unusedWords: readonly UnusedWord[];
  /** Why the question would have been declined; given only where declining is off. */
  readonly reason: DeclineReason | undefined;
  /** What else is unsure, one sentence each. */
  readonly doubts: readonly string[];
  readonly alternatives: readonly Alternative[];
}

/** The part of an answer that says how sure it is. */
export type Settled =
  | (Pick<QueryAnswer, 'alternatives'> & { readonly status: 'answered'; readonly doubts: [] })
  | (Pick<QueryAnswer, 'alternatives'> & {
      readonly status: 'uncertain';
      readonly doubts: readonly [string, ...string[]];
    });

/** Confidence from which an answer without other doubts is sure, where {@link AskOptions.sureAt} says nothing. */
export const defaultSureAt = 0.5;

/** Sure when nothing speaks against the query; else uncertain, with what is unsure in words. */
export function settleAnswer(
  { confidence, unusedWords, reason, doubts: known, alternatives }: AnswerEvidence,
  { sureAt = defaultSureAt }: AskOptions,
): Settled {
  const doubts: string[] = [];
  if (reason !== undefined) doubts.push(reason.sentence);
  doubts.push(...known);
  if (confidence !== undefined && confidence < sureAt)
    doubts.push(
      `The model gives this query a confidence of ${percentBelow(confidence, sureAt)}, less than the ${percent(sureAt)} asked for.`,
    );
  // A confidence has the unused words in it: above the threshold they are no doubt of their own.
  const unused = unusedWords
    .map(({ text }) => text)
    .filter((text) => !known.some((doubt) => doubt.includes(`“${text}”`)));
  if (unused.length > 0 && (confidence === undefined || confidence < sureAt))
    doubts.push(`The query does not account for ${unused.map((text) => `"${text}"`).join(', ')}.`);
  const [first, ...rest] = new Set(doubts);
  if (first === undefined) return { status: 'answered', doubts: [], alternatives };
  return { status: 'uncertain', doubts: [first, ...rest], alternatives };
}

/** With a decimal where whole numbers would read the same. */
function percentBelow(share: number, threshold: number): string {
  const whole = percent(share);
  return whole === percent(threshold) ? percent(share, 1) : whole;
}
