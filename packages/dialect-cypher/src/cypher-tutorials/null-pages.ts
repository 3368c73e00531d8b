import type { TutorialPage } from '@momq/dialect';

/** Pages about null in the place of a value, and the other way round. */
export const nullPages: readonly TutorialPage[] = [
  {
    keyword: 'COALESCE',
    title: 'Something in the place of null',
    prose: 'coalesce(a, b, …) is the first value that is not null.',
    examples: [
      {
        question: 'What is the total fee of all visits, 0 where none is recorded?',
        query: 'MATCH (v:Visit) RETURN sum(coalesce(v.fee, 0)) AS fees',
      },
      {
        question: 'Show the fee of each visit, -1 where there is none.',
        query: 'MATCH (v:Visit) RETURN v.visit_id, coalesce(v.fee, -1) AS fee',
      },
    ],
  },
  {
    keyword: 'NULLIF',
    title: 'Null in the place of something',
    prose: 'nullIf(a, b) is null when both are the same, else a.',
    examples: [
      {
        question: 'How many visits have a fee that is not 650?',
        query: 'MATCH (v:Visit) RETURN count(nullIf(v.fee, 650)) AS visits',
      },
      {
        question: 'What is the average fee, visits for 650 aside?',
        query: 'MATCH (v:Visit) RETURN avg(nullIf(v.fee, 650)) AS fee',
      },
    ],
  },
];
