import type { TutorialPage } from '@momq/dialect';

/** A page with its examples as pairs of a question and a query. */
export function page(
  keyword: string,
  title: string,
  prose: string,
  examples: readonly (readonly [question: string, query: string])[],
): TutorialPage {
  return {
    keyword,
    title,
    prose,
    examples: examples.map(([question, query]) => ({ question, query })),
  };
}
