import type { TutorialPage } from '@momq/dialect';

/** Pages about keywords and operators. */
export const postgresKeywordPages: readonly TutorialPage[] = [
  {
    keyword: 'ILIKE',
    title: 'ILIKE: patterns without case',
    prose:
      'LIKE tells upper from lower case in PostgreSQL; ILIKE does not. In both, % stands for any run of characters and _ for one, and a backslash escapes them.',
    examples: [
      {
        question: 'Which targets have "nebula" in their name?',
        query: "SELECT name FROM target WHERE name ILIKE '%nebula%'",
      },
      {
        question: 'Show the papers whose title starts with the word "the".',
        query: "SELECT title FROM paper WHERE title ILIKE 'the %'",
      },
    ],
  },
  {
    keyword: 'NULLS LAST',
    title: 'NULLS LAST: where missing values sort',
    prose:
      'PostgreSQL sorts NULL as larger than everything, so ORDER BY … DESC shows missing values first. NULLS LAST moves them to the end, NULLS FIRST to the start.',
    examples: [
      {
        question: 'List the papers by citations, the most cited first.',
        query: 'SELECT title FROM paper ORDER BY citations DESC NULLS LAST',
      },
      {
        question: 'Which observation had the most clouds?',
        query: 'SELECT id FROM observation ORDER BY cloud_percent DESC NULLS LAST LIMIT 1',
      },
    ],
  },
  {
    keyword: 'DISTINCT ON',
    title: 'DISTINCT ON: the first row of each group',
    prose:
      'DISTINCT ON (a) keeps one row per value of a, the first in the order of ORDER BY, which must begin with a. It answers "the latest of each" without a subquery.',
    examples: [
      {
        question: 'When did each telescope observe for the last time?',
        query:
          'SELECT DISTINCT ON (telescope_id) telescope_id, started_at FROM observation ORDER BY telescope_id, started_at DESC',
      },
      {
        question: 'What is the nearest target of each kind?',
        query:
          'SELECT DISTINCT ON (kind) kind, name FROM target ORDER BY kind, distance_light_years',
      },
    ],
  },
  {
    keyword: 'FILTER',
    title: 'FILTER: an aggregate over some rows',
    prose:
      'count(*) FILTER (WHERE …) counts only the rows of the group that satisfy the condition, so that one query gives several counts.',
    examples: [
      {
        question:
          'How many observations had less than 15 percent clouds, and how many are there in all?',
        query: 'SELECT COUNT(*) FILTER (WHERE cloud_percent < 15), COUNT(*) FROM observation',
      },
      {
        question: 'For each telescope, how many exposures lasted over half an hour?',
        query:
          'SELECT telescope_id, COUNT(*) FILTER (WHERE exposure_seconds > 1800) FROM observation GROUP BY telescope_id',
      },
    ],
  },
  {
    keyword: 'LATERAL',
    title: 'LATERAL: a subquery for each row',
    prose:
      'A subquery in FROM may use the tables before it if LATERAL stands in front; it then runs for each of their rows.',
    examples: [
      {
        question: 'What are the two longest exposures of each telescope?',
        query:
          'SELECT t1.name, t2.exposure_seconds FROM telescope AS t1 CROSS JOIN LATERAL (SELECT exposure_seconds FROM observation WHERE telescope_id = t1.id ORDER BY exposure_seconds DESC LIMIT 2) AS t2',
      },
      {
        question: 'What did each astronomer publish last?',
        query:
          'SELECT t1.name, t2.title FROM astronomer AS t1 JOIN LATERAL (SELECT title FROM paper WHERE astronomer_id = t1.id ORDER BY published_on DESC LIMIT 1) AS t2 ON TRUE',
      },
    ],
  },
  {
    keyword: 'GROUP BY',
    title: 'GROUP BY: what may stand beside aggregates',
    prose:
      'Each selected column must be grouped or inside an aggregate. Grouping by a primary key is enough for all columns of its table.',
    examples: [
      {
        question: 'How many observations did each astronomer make?',
        query:
          'SELECT t1.name, COUNT(*) FROM astronomer AS t1 JOIN observation AS t2 ON t1.id = t2.astronomer_id GROUP BY t1.id',
      },
      {
        question: 'How far away is the average target of each kind?',
        query: 'SELECT kind, AVG(distance_light_years) FROM target GROUP BY kind',
      },
    ],
  },
  {
    keyword: 'SIMILAR TO',
    title: 'SIMILAR TO and ~: regular expressions',
    prose:
      'SIMILAR TO adds |, *, + and brackets to LIKE and matches the whole text. The operator ~ takes a POSIX expression and matches anywhere; ~* ignores case.',
    examples: [
      {
        question: 'Which targets are named a nebula or a galaxy?',
        query: "SELECT name FROM target WHERE name SIMILAR TO '%(Nebula|Galaxy)'",
      },
      {
        question: 'Which constellations begin with a vowel?',
        query:
          "SELECT DISTINCT constellation FROM target WHERE constellation SIMILAR TO '[AEIOU]%'",
      },
    ],
  },
];
