import { stemmer } from 'stemmer';
import { foldText } from './fold-text.js';

/** One word, number or punctuation mark of a question. */
export interface QuestionWord {
  readonly text: string;
  /** Porter stem, case and accents folded; numbers and punctuation stay as they are. */
  readonly stem: string;
  /** Offsets in the question, UTF-16 code units. */
  readonly start: number;
  readonly end: number;
}

const pattern = /\p{N}+(?:[.,:]\p{N}+)*|\p{L}[\p{L}\p{M}]*|[^\s]/gu;

/** Porter stem of a word without case and accents; the same for questions, names and cells, so that they can be compared. */
export function stemOf(word: string): string {
  const folded = foldText(word);
  return /^[a-z]+$/.test(folded) ? stemmer(folded) : folded;
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
