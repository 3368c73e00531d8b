import type { TutorialPage } from '@momq/dialect';

/** Pages about functions and types. */
export const postgresFunctionPages: readonly TutorialPage[] = [
  {
    keyword: 'EXTRACT',
    title: 'EXTRACT: parts of a date',
    prose:
      'EXTRACT(YEAR FROM d) gives a number; MONTH, DAY, DOW and HOUR work the same way. The argument must be a date or timestamp: cast text first.',
    examples: [
      {
        question: 'How many observations were made in 2024?',
        query: 'SELECT COUNT(*) FROM observation WHERE EXTRACT(YEAR FROM started_at) = 2024',
      },
      {
        question: 'In which year was each telescope installed?',
        query: 'SELECT name, EXTRACT(YEAR FROM installed_on) FROM telescope',
      },
    ],
  },
  {
    keyword: 'date_trunc',
    title: 'date_trunc: whole months and years',
    prose:
      "date_trunc('month', t) is the first moment of the month of t, which makes calendar periods easy to group by.",
    examples: [
      {
        question: 'How many observations started in each month?',
        query:
          "SELECT date_trunc('month', started_at), COUNT(*) FROM observation GROUP BY date_trunc('month', started_at)",
      },
      {
        question: 'Which papers appeared in the same year as paper 2?',
        query:
          "SELECT title FROM paper WHERE date_trunc('year', published_on) = (SELECT date_trunc('year', published_on) FROM paper WHERE id = 2)",
      },
    ],
  },
  {
    keyword: 'INTERVAL',
    title: 'INTERVAL: arithmetic with dates',
    prose:
      "Add or subtract INTERVAL '30 days' to move a date. Two dates subtract to days, two timestamps to an interval.",
    examples: [
      {
        question: 'Which observations fell within 30 days before 1 August 2024?',
        query:
          "SELECT id FROM observation WHERE started_at BETWEEN TIMESTAMP '2024-08-01' - INTERVAL '30 days' AND TIMESTAMP '2024-08-01'",
      },
      {
        question: 'When was each telescope ten years old?',
        query: "SELECT name, (installed_on + INTERVAL '10 years')::date FROM telescope",
      },
    ],
  },
  {
    keyword: 'string_agg',
    title: 'string_agg: a group as one text',
    prose:
      'string_agg(value, separator) joins the values of a group; ORDER BY inside the call fixes their order. array_agg gives an array instead.',
    examples: [
      {
        question: 'List the targets of each constellation in one cell.',
        query:
          "SELECT constellation, string_agg(name, ', ' ORDER BY name) FROM target GROUP BY constellation",
      },
      {
        question: 'Which telescopes are of each kind?',
        query: "SELECT kind, string_agg(name, '; ' ORDER BY name) FROM telescope GROUP BY kind",
      },
    ],
  },
  {
    keyword: 'percentile_cont',
    title: 'percentile_cont: medians',
    prose:
      'percentile_cont(0.5) WITHIN GROUP (ORDER BY x) is the median of x, between two values where needed; percentile_disc gives a value that occurs.',
    examples: [
      {
        question: 'What is the median exposure time?',
        query:
          'SELECT percentile_cont(0.5) WITHIN GROUP (ORDER BY exposure_seconds) FROM observation',
      },
      {
        question: 'What is the median distance of each kind of target?',
        query:
          'SELECT kind, percentile_cont(0.5) WITHIN GROUP (ORDER BY distance_light_years) FROM target GROUP BY kind',
      },
    ],
  },
  {
    keyword: 'COALESCE',
    title: 'COALESCE: a value for NULL',
    prose:
      'COALESCE gives its first argument that is not NULL. All arguments must have one type. PostgreSQL has no IFNULL.',
    examples: [
      {
        question: 'Show each paper with its citations, 0 where none are known.',
        query: 'SELECT title, COALESCE(citations, 0) FROM paper',
      },
      {
        question: 'Who mentors each astronomer, "nobody" if no one does?',
        query:
          "SELECT t1.name, COALESCE(t2.name, 'nobody') FROM astronomer AS t1 LEFT JOIN astronomer AS t2 ON t1.mentor_id = t2.id",
      },
    ],
  },
];
