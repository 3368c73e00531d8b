import type { TutorialPage } from '@momq/dialect';

/** Pages about days, times of a day, moments and spans of time. */
export const timePages: readonly TutorialPage[] = [
  {
    keyword: 'DATE',
    title: 'Days',
    prose:
      "date('2024-01-31') is a day; its year, month and day can be asked for, and days compare as such.",
    examples: [
      {
        question: 'In which month was each visit after 2023?',
        query:
          "MATCH (v:Visit) WHERE date(v.arrived) > date('2023-12-31') RETURN v.visit_id, date(v.arrived).month AS month",
      },
      {
        question: 'How many visits were there in March?',
        query: 'MATCH (v:Visit) WHERE date(v.arrived).month = 3 RETURN count(*) AS visits',
      },
    ],
  },
  {
    keyword: 'DURATION',
    title: 'Spans of time',
    prose: 'duration({days: 10}) is a span that can be added to a day or time.',
    examples: [
      {
        question: 'Which day was 10 days after visit 1?',
        query:
          'MATCH (v:Visit {visit_id: 1}) RETURN toString(date(v.arrived) + duration({days: 10})) AS day',
      },
      {
        question: 'How many visits were within the month after 1 March 2023?',
        query:
          "MATCH (v:Visit) WHERE date(v.arrived) >= date('2023-03-01') AND date(v.arrived) < date('2023-03-01') + duration({months: 1}) RETURN count(*) AS visits",
      },
    ],
  },
  {
    keyword: 'DATETIME',
    title: 'Moments',
    prose:
      'datetime is a moment with its zone, localdatetime one without, time and localtime are those of a day.',
    examples: [
      {
        question: "Which year was it at 10 o'clock UTC on 30 January 2024?",
        query: "RETURN datetime('2024-01-30T10:00:00Z').year AS year",
      },
      {
        question: 'How many visits were before noon UTC on 17 May 2023?',
        query:
          "MATCH (v:Visit) WHERE datetime(v.arrived + 'T00:00:00Z') < datetime('2023-05-17T12:00:00Z') RETURN count(*) AS visits",
      },
    ],
  },
  {
    keyword: 'LOCALDATETIME',
    title: 'Moments without a zone',
    prose: 'localdatetime is a moment without its zone.',
    examples: [
      {
        question: 'Which hour is it in the local time 2024-01-30 10:15?',
        query: "RETURN localdatetime('2024-01-30T10:15:00').hour AS hour",
      },
      {
        question: 'How many visits were before local noon on 1 April 2023?',
        query:
          "MATCH (v:Visit) WHERE localdatetime(v.arrived + 'T00:00:00') < localdatetime('2023-04-01T12:00:00') RETURN count(*) AS visits",
      },
    ],
  },
  {
    keyword: 'LOCALTIME',
    title: 'Times of a day',
    prose: 'localtime is a time of day, time one with its zone.',
    examples: [
      {
        question: 'Which minute is it at a quarter past ten, local time?',
        query: "RETURN localtime('10:15:00').minute AS minute",
      },
      {
        question: "Is 9 o'clock local time before 10?",
        query: "RETURN localtime('09:00:00') < localtime('10:00:00') AS answer",
      },
    ],
  },
  {
    keyword: 'TIME',
    title: 'Times of a day with a zone',
    prose: 'time is a time of day with its zone.',
    examples: [
      {
        question: 'Which hour is it at a quarter past ten UTC?',
        query: "RETURN time('10:15:00Z').hour AS hour",
      },
      {
        question: "Is 9 o'clock UTC before 10 o'clock UTC?",
        query: "RETURN time('09:00:00Z') < time('10:00:00Z') AS answer",
      },
    ],
  },
];
