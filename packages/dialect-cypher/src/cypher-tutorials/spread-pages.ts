import type { TutorialPage } from '@momq/dialect';

/** Pages about percentiles and standard deviations. */
export const spreadPages: readonly TutorialPage[] = [
  {
    keyword: 'PERCENTILECONT',
    title: 'Percentiles',
    prose:
      'percentileCont(x, 0.5) is the median, between two values where needed; percentileDisc is one of the values.',
    examples: [
      {
        question: 'What is the median fee of the visits?',
        query: 'MATCH (v:Visit) RETURN percentileCont(v.fee, 0.5) AS median',
      },
      {
        question: 'What is the median number of years at sea?',
        query: 'MATCH (c:Captain) RETURN percentileCont(c.years_at_sea, 0.5) AS median',
      },
    ],
  },
  {
    keyword: 'PERCENTILEDISC',
    title: 'Percentiles that are there',
    prose:
      'percentileDisc(x, p) is the smallest value that a share of p of the values does not exceed.',
    examples: [
      {
        question: 'What is the middle depth of the berths, as one of their depths?',
        query: 'MATCH (b:Berth) RETURN percentileDisc(b.depth_m, 0.5) AS depth',
      },
      {
        question: 'What is the year by which half of the ships had been built?',
        query: 'MATCH (s:Ship) RETURN percentileDisc(s.built, 0.5) AS year',
      },
    ],
  },
  {
    keyword: 'STDEV',
    title: 'Spread',
    prose: 'stDev is the standard deviation of a sample, stDevP that of a whole population.',
    examples: [
      {
        question: 'Is the standard deviation of the fees above 2000?',
        query: 'MATCH (v:Visit) RETURN stDev(v.fee) > 2000 AS answer',
      },
      {
        question: 'What is the standard deviation of 2, 4 and 6?',
        query: 'UNWIND [2, 4, 6] AS n RETURN stDev(n) AS spread',
      },
    ],
  },
  {
    keyword: 'STDEVP',
    title: 'Spread of a population',
    prose: 'stDevP divides by the number of values, stDev by one less.',
    examples: [
      {
        question: 'What is the standard deviation of the population 2, 4, 4, 4, 5, 5, 7 and 9?',
        query: 'UNWIND [2, 4, 4, 4, 5, 5, 7, 9] AS n RETURN stDevP(n) AS spread',
      },
      {
        question: 'Is the population spread of the fees below 2200?',
        query: 'MATCH (v:Visit) RETURN stDevP(v.fee) < 2200 AS answer',
      },
    ],
  },
];
