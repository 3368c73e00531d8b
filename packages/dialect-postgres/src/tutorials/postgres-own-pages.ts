import type { TutorialPage } from '@momq/dialect';

/** A page with its examples as pairs of a question and a query. */
function page(
  keyword: string,
  title: string,
  prose: string,
  ...examples: readonly (readonly [question: string, query: string])[]
): TutorialPage {
  return {
    keyword,
    title,
    prose,
    examples: examples.map(([question, query]) => ({ question, query })),
  };
}

/** Pages about words that only PostgreSQL has. */
export const postgresOwnPages: readonly TutorialPage[] = [
  page(
    'ISNULL',
    'ISNULL and NOTNULL',
    'x ISNULL is short for x IS NULL, x NOTNULL for x IS NOT NULL. SQLite knows both; in MySQL ISNULL is a function.',
    ['Which papers have no citations yet?', 'SELECT title FROM paper WHERE citations ISNULL'],
    ['Which astronomers have no mentor?', 'SELECT name FROM astronomer WHERE mentor_id ISNULL'],
  ),
  page(
    'NOTNULL',
    'NOTNULL: a value is there',
    'x NOTNULL is short for x IS NOT NULL.',
    [
      'How many observations have a cloud percent?',
      'SELECT COUNT(*) FROM observation WHERE cloud_percent NOTNULL',
    ],
    [
      'Show the title of the papers that have citations.',
      'SELECT title FROM paper WHERE citations NOTNULL',
    ],
  ),
  page(
    'ARRAY[',
    'Arrays of given values',
    'ARRAY[a, b] is an array; = ANY (array) is true for its elements, as IN is. ARRAY(SELECT …) gathers the rows of a subquery.',
    [
      'Which targets are stars or galaxies?',
      "SELECT name FROM target WHERE kind = ANY (ARRAY['star', 'galaxy'])",
    ],
    [
      'Which telescopes are of none of the kinds reflector and refractor?',
      "SELECT name FROM telescope WHERE kind <> ALL (ARRAY['reflector', 'refractor'])",
    ],
  ),
  page(
    'BETWEEN SYMMETRIC',
    'Bounds in any order',
    'BETWEEN SYMMETRIC takes its bounds in any order. BETWEEN ASYMMETRIC is BETWEEN: the smaller one comes first.',
    [
      'Which telescopes have an aperture metres anywhere between 3 and 1?',
      'SELECT name FROM telescope WHERE aperture_metres BETWEEN SYMMETRIC 3 AND 1',
    ],
    [
      'Show the title of the papers with citations between 50 and 10, whichever way round.',
      'SELECT title FROM paper WHERE citations BETWEEN SYMMETRIC 50 AND 10',
    ],
  ),
  page(
    'BETWEEN ASYMMETRIC',
    'Bounds in their order',
    'BETWEEN ASYMMETRIC is what BETWEEN alone means: nothing lies between 50 and 10.',
    [
      'Show the title of the papers with citations from 10 to 50.',
      'SELECT title FROM paper WHERE citations BETWEEN ASYMMETRIC 10 AND 50',
    ],
    [
      'How many observations have a cloud percent from 5 to 20?',
      'SELECT COUNT(*) FROM observation WHERE cloud_percent BETWEEN ASYMMETRIC 5 AND 20',
    ],
  ),
  page(
    'MATERIALIZED',
    'Compute a WITH once',
    'WITH x AS MATERIALIZED (…) computes x once and keeps it; AS NOT MATERIALIZED lets the planner merge it into the query.',
    [
      'Which astronomers made more than two observations?',
      'WITH per AS MATERIALIZED (SELECT astronomer_id, COUNT(*) AS n FROM observation GROUP BY astronomer_id) SELECT a.name FROM per JOIN astronomer AS a ON a.id = per.astronomer_id WHERE per.n > 2',
    ],
    [
      'How many targets are there of each kind, kinds with more than one only?',
      'WITH kinds AS NOT MATERIALIZED (SELECT kind, COUNT(*) AS n FROM target GROUP BY kind) SELECT kind, n FROM kinds WHERE n > 1',
    ],
  ),
  page(
    'FROM ONLY',
    'A table without its descendants',
    'Tables may inherit from others; FROM ONLY reads the rows of the named one alone.',
    [
      'How many observations are there in that table only?',
      'SELECT COUNT(*) FROM ONLY observation',
    ],
    [
      'From the target table only: which are in Lyra?',
      "SELECT name FROM ONLY target WHERE constellation = 'Lyra'",
    ],
  ),
  page(
    'OVERLAY(',
    'Write over a part of a text',
    'OVERLAY(x PLACING y FROM n FOR m) puts y in the place of m characters from the n-th on.',
    [
      'Show the name of every astronomer with a star for the second letter.',
      "SELECT OVERLAY(name PLACING '*' FROM 2 FOR 1) FROM astronomer",
    ],
    [
      'Show the title of every paper with its first word character as "#".',
      "SELECT OVERLAY(title PLACING '#' FROM 1 FOR 1) FROM paper",
    ],
  ),
  page(
    'TABLESAMPLE',
    'A part of the rows by chance',
    'TABLESAMPLE BERNOULLI (p) takes each row with a chance of p percent, SYSTEM (p) whole blocks of rows.',
    [
      'Count the observations in a sample of 100 percent of them.',
      'SELECT COUNT(*) FROM observation TABLESAMPLE BERNOULLI (100)',
    ],
    [
      'In a full sample of the targets, how many are there of each kind?',
      'SELECT kind, COUNT(*) FROM target TABLESAMPLE SYSTEM (100) GROUP BY kind',
    ],
  ),
  page(
    'VARIADIC',
    'An array for a list of arguments',
    'VARIADIC hands the elements of an array to a function that takes any number of arguments.',
    [
      'Show name and constellation of every target, with a slash between them.',
      "SELECT concat_ws(' / ', VARIADIC ARRAY[name, constellation]) FROM target",
    ],
    [
      'Show name and kind of every telescope in one text, with a dash between them.',
      "SELECT concat_ws(' - ', VARIADIC ARRAY[name, kind]) FROM telescope",
    ],
  ),
];
