import type { TextTokenizer } from '../../tokenizer/text-tokenizer.js';

/** What generated tokens read as. */
export interface AnswerText {
  /** The text, up to the stop sequence when there is one. */
  readonly text: string;
  /** How much of `text` no later token can change or take back. */
  readonly certain: number;
  /** Whether a stop sequence has come up. */
  readonly stopped: boolean;
}

/** Bytes that are no UTF-8 yet. */
const INCOMPLETE = '\uFFFD';

/**
 * The text of generated tokens and the first stop sequence in it, wherever token borders lie. Not certain are the
 * bytes of an unfinished character, and an end that may become a stop sequence.
 */
export function answerText(
  tokenizer: TextTokenizer,
  tokens: readonly number[],
  sequences: readonly string[],
): AnswerText {
  const whole = tokenizer.decode(tokens);
  const found = sequences.map((stop) => whole.indexOf(stop)).filter((place) => place >= 0);
  if (found.length > 0) {
    const text = whole.slice(0, Math.min(...found));
    return { text, certain: text.length, stopped: true };
  }
  let certain = whole.length;
  while (certain > 0 && whole[certain - 1] === INCOMPLETE) certain -= 1;
  const complete = whole.slice(0, certain);
  certain -= Math.max(0, ...sequences.map((stop) => overlap(complete, stop)));
  return { text: whole, certain, stopped: false };
}

/** Length of the longest end of `text` with which `stop` begins. */
function overlap(text: string, stop: string): number {
  for (let length = Math.min(text.length, stop.length - 1); length > 0; length -= 1)
    if (text.endsWith(stop.slice(0, length))) return length;
  return 0;
}
