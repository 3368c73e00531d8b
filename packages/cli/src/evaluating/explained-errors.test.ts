import type { DatabaseSchema, DialectPack } from '@momq/core';
import { explainErrors } from '@momq/core/evaluation';
import type { ErrorCause, EvaluationRecord } from '@momq/core/evaluation';
import { cypher } from '@momq/dialect-cypher';
import { mysql } from '@momq/dialect-mysql';
import { sqlite } from '@momq/dialect-sqlite';
import { expect, it } from 'vitest';

const schema: DatabaseSchema = {
  name: 'library',
  family: 'relational',
  entities: [
    {
      name: 'author',
      fields: [
        { name: 'id', type: 'integer' },
        { name: 'name', type: 'text' },
        { name: 'country', type: 'text' },
      ],
    },
    {
      name: 'book',
      fields: [
        { name: 'title', type: 'text' },
        { name: 'author_id', type: 'integer' },
        { name: 'pages', type: 'integer' },
        { name: 'bought', type: 'date' },
      ],
    },
  ],
  links: [],
};

const explain = async (
  gold: string,
  predictedQuery: string | null,
  more: Partial<EvaluationRecord> = {},
  { dialect = sqlite(), name = 'query' }: { dialect?: DialectPack; name?: string } = {},
) => {
  const record: EvaluationRecord = {
    ...{ id: 'library#1', dbId: 'library', question: 'Which?', goldQuery: gold, predictedQuery },
    ...{ outcome: 'wrong', predictionMs: 1, ...more },
  };
  const { errors } = await explainErrors({
    records: [record],
    questions: [{ ...record, gold: gold === '' ? {} : { [name]: gold } }],
    dialect,
    reference: sqlite(),
    schema: () => Promise.resolve(schema),
  });
  return errors[0];
};

const long = 'SELECT title FROM book WHERE pages > 100';
const joined = 'SELECT title FROM book JOIN author ON book.author_id = author.id';

it.each<[ErrorCause, string, string]>([
  ['table', long, 'SELECT name FROM author'],
  ['join', joined, 'SELECT title FROM book'],
  ['join', joined, joined.replace('JOIN', 'LEFT JOIN')],
  [
    'nesting',
    'SELECT name FROM author EXCEPT SELECT title FROM book',
    'SELECT name FROM author UNION SELECT title FROM book',
  ],
  [
    'nesting',
    'SELECT title FROM book WHERE pages > (SELECT avg(pages) FROM book)',
    'SELECT title FROM book WHERE pages > avg(pages)',
  ],
  ['nesting', 'SELECT title FROM book WHERE author_id IN (SELECT id FROM author)', joined],
  ['aggregate', 'SELECT count(DISTINCT title) FROM book', 'SELECT count(title) FROM book'],
  ['aggregate', 'SELECT max(pages) FROM book', 'SELECT min(pages) FROM book'],
  [
    'date',
    "SELECT title FROM book WHERE strftime('%Y', bought) = '2020'",
    "SELECT title FROM book WHERE bought = '2020'",
  ],
  ['column', long, long.replace('title', 'author_id')],
  ['condition', long, 'SELECT title FROM book ORDER BY pages'],
  [
    'value',
    "SELECT id FROM author WHERE country = 'Norway'",
    "SELECT id FROM author WHERE country = 'NO'",
  ],
  ['comparison', long, long.replace('>', '>=')],
  ['order', `${long} ORDER BY pages`, `${long} ORDER BY pages DESC`],
  ['order', `${long} ORDER BY pages LIMIT 1`, `${long} ORDER BY pages LIMIT 10`],
  ['other', joined, 'SELECT title FROM book, author WHERE book.author_id = author.id'],
])('finds: %s', async (cause, gold, predicted) => {
  expect(await explain(gold, predicted)).toMatchObject({ cause });
});

it('says what became of a question before what its query does otherwise', async () => {
  const causeOf = async (more: Partial<EvaluationRecord>) =>
    (await explain(long, more.outcome === 'declined' ? null : 'SELECT 1', more))?.cause;
  expect(await causeOf({ outcome: 'failed' })).toBe('did-not-run');
  expect(await causeOf({ outcome: 'timeout' })).toBe('did-not-run');
  expect(await causeOf({ outcome: 'declined' })).toBe('declined');
  expect(await causeOf({ extraColumns: true })).toBe('columns-too-many');
  expect(await causeOf({ outcome: 'correct' })).toBeUndefined();
  const unanswerable = 'no loans are kept';
  expect((await explain('', 'SELECT 1', { unanswerable }))?.cause).toBe('not-declined');
  expect(await explain('', null, { unanswerable, outcome: 'declined' })).toBeUndefined();
});

it('tells golds that the logical form cannot say, unless the answer cannot be said either', async () => {
  const recursive =
    'WITH RECURSIVE n AS (SELECT 1 AS i UNION ALL SELECT i + 1 FROM n WHERE i < 9) SELECT i FROM n';
  expect((await explain(recursive, long))?.cause).toBe('not-expressible');
  expect((await explain(recursive, null, { outcome: 'no-answer' }))?.cause).toBe('not-expressible');
  expect((await explain(recursive, recursive.replace('9', '8')))?.cause).toBe('value');
});

it('compares a gold of the reference dialect, and golds of a graph', async () => {
  const year = "SELECT title FROM book WHERE strftime('%Y', bought) = '2020'";
  const asMysql = 'SELECT title FROM book WHERE YEAR(bought) = 2020';
  const dialect = mysql();
  // the same condition in other words is no difference in dates
  expect((await explain(year, asMysql, {}, { dialect }))?.differences).not.toContain('date');
  const graph = { dialect: cypher(), name: 'cypher' };
  const read = 'MATCH (b:book)-[:author_id]->(a:author) WHERE b.pages > 100 RETURN a.name';
  for (const [cause, predicted] of [
    ['join', 'MATCH (a:author) WHERE a.pages > 100 RETURN a.name'],
    ['comparison', read.replace('> 100', '>= 100')],
    ['aggregate', read.replace('a.name', 'count(a.name)')],
  ] as const)
    expect(await explain(read, predicted, {}, graph)).toMatchObject({ cause });
});

it('breaks accuracy down by the keywords of the golds', async () => {
  const records = [long, `${long} ORDER BY pages`].map((goldQuery, index): EvaluationRecord => ({
    ...{ id: `library#${index}`, dbId: 'library', question: 'Which?', goldQuery },
    ...{ predictedQuery: long, outcome: index === 0 ? 'correct' : 'wrong', predictionMs: 1 },
  }));
  const { byKeyword } = await explainErrors({
    records,
    questions: records.map((record) => ({ ...record, gold: { query: record.goldQuery } })),
    dialect: sqlite(),
    reference: sqlite(),
    schema: () => Promise.resolve(schema),
  });
  expect(byKeyword['WHERE']).toMatchObject({ n: 2, ex: 0.5 });
  expect(byKeyword['ORDER'] ?? byKeyword['ORDER BY']).toMatchObject({ n: 1, ex: 0 });
});
