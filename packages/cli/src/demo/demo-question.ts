import type { DialectPack } from '@momq/core';

/** A question about the sample database of a pack, and a query that answers it rightly. */
export interface DemoQuestion {
  readonly dialect: string;
  readonly question: string;
  /** Written by hand; the demo compares its rows with the model's. An ORDER BY makes their order count. */
  readonly goldQuery: string;
}

/** Questions that the demo asks of a pack at most. */
const maxQuestions = 5;

/** The questions that a pack asks of its sample; without any, examples of its tutorial pages, evenly spaced. */
export function demoQuestions({ id, tutorials }: DialectPack): readonly DemoQuestion[] {
  const examples = tutorials.questions ?? tutorials.pages.flatMap((page) => page.examples);
  const step = Math.max(1, examples.length / maxQuestions);
  return examples
    .filter((_, index) => Math.floor(index / step) !== Math.floor((index - 1) / step))
    .map(({ question, query }) => ({ dialect: id, question, goldQuery: query }));
}
