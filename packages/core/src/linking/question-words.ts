import { stemmer } from 'stemmer';

/** One word, number or punctuation mark of a question. */
export interface QuestionWord {
  readonly text: string;
  /** Lower-case Porter stem; numbers and punctuation stay as they are. */
  readonly stem: string;
  /** Offsets in the question, UTF-16 code units. */
  readonly start: number;
  readonly end: number;
}

const pattern = /\p{N}+(?:[.,:]\p{N}+)*|\p{L}[\p{L}\p{M}]*|[^\s]/gu;

/** Porter stem of a lower-cased word; the same for questions and names, so that they can be compared. */
export function stemOf(word: string): string {
  const lower = word.toLowerCase();
  return /^[a-z]+$/.test(lower) ? stemmer(lower) : lower;
}

/**
 * Splits a question into words, numbers and punctuation marks.
 *
 * @param question - natural language of any length
 * @returns words in order; empty for blank text
 */
export function splitQuestion(question: string): QuestionWord[] {
  return [...question.matchAll(pattern)].map((match) => ({
    text: match[0],
    stem: stemOf(match[0]),
    start: match.index,
    end: match.index + match[0].length,
  }));
}
