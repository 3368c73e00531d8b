/** How varied questions are. */
export interface WordingDiversity {
  readonly questions: number;
  /** Words of a question on average. */
  readonly words: number;
  /** Different words as a share of all; falls with the number of questions, so compare sets of one size. */
  readonly differentWords: number;
  /** Different pairs of neighbouring words as a share of all. */
  readonly differentPairs: number;
  /** Different first two words as a share of the questions. */
  readonly differentBeginnings: number;
}

/**
 * Measures questions: distinct-1 and distinct-2.
 *
 * @remarks Source: Li et al. 2016, "A diversity-promoting objective function for neural conversation models" (arXiv:1510.03055),
 * section 5.
 */
export function wordingDiversity(questions: readonly string[]): WordingDiversity {
  const worded = questions.map(wordsOf);
  const words = worded.flat();
  const pairs = worded.flatMap((own) => own.slice(1).map((word, place) => `${own[place]} ${word}`));
  const beginnings = worded.map((own) => own.slice(0, 2).join(' '));
  return {
    questions: questions.length,
    words: share(words.length, questions.length),
    differentWords: share(new Set(words).size, words.length),
    differentPairs: share(new Set(pairs).size, pairs.length),
    differentBeginnings: share(new Set(beginnings).size, questions.length),
  };
}

/** The share of the words of both questions together that only one of them has, 0 to 1. */
export function wordingChange(one: string, other: string): number {
  const [left, right] = [new Set(wordsOf(one)), new Set(wordsOf(other))];
  const both = [...left].filter((word) => right.has(word)).length;
  return 1 - share(both, new Set([...left, ...right]).size);
}

function wordsOf(question: string): string[] {
  return question.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
}

function share(part: number, all: number): number {
  return all === 0 ? 0 : part / all;
}
