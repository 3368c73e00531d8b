import type { TutorialPage, Value } from '@momq/dialect';

/** A page whose examples say what rows they give. */
export interface AnsweredPage extends TutorialPage {
  readonly examples: readonly {
    readonly question: string;
    readonly query: string;
    /** Worked out by hand from the sample; in any order where the query has no ORDER BY. */
    readonly rows: readonly (readonly Value[])[];
  }[];
}

/** A page with its examples. */
export function page(
  keyword: string,
  title: string,
  prose: string,
  ...examples: readonly (readonly [
    question: string,
    query: string,
    rows: readonly (readonly Value[])[],
  ])[]
): AnsweredPage {
  return {
    keyword,
    title,
    prose,
    examples: examples.map(([question, query, rows]) => ({ question, query, rows })),
  };
}
