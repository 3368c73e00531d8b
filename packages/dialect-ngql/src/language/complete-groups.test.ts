import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Database, Expression, SelectQuery } from '@momq/dialect';
import { relationalView } from '@momq/core/logical';
import { ngql } from '../ngql-dialect.js';
import { library } from '../ngql-tutorials/library.js';

const pack = ngql();
const view = relationalView(pack, library.schema);
let database: Database;
beforeAll(async () => {
  database = await pack.createDatabase(library);
});
afterAll(() => database.close());

const field = (entity: string, name: string): Expression => ({
  kind: 'field',
  entity,
  instance: 0,
  field: name,
});
const count: Expression = {
  kind: 'aggregate',
  function: 'count',
  distinct: false,
  argument: { kind: 'star' },
};

function books(more: Partial<SelectQuery>): SelectQuery {
  return {
    kind: 'select',
    from: [{ entity: 'book', instance: 0 }],
    distinct: false,
    select: [],
    groupBy: [],
    orderBy: [],
    ...more,
  };
}

const render = (query: SelectQuery): string =>
  pack.language.render(view.convert(query), view.schema);

// the rows are read from the sample by hand
it('shows a field that the key of its vertex determines', async () => {
  const query = books({
    select: [field('book', 'title'), count],
    groupBy: [field('book', 'book_id')],
    orderBy: [{ expression: field('book', 'pages'), descending: true }],
    limit: 2,
  });
  const { rows } = await database.query(render(query));
  expect(rows).toEqual([
    ['Lanterns', 1],
    ['Salt Roads', 1],
  ]);
});

it('takes a field beside the one extreme of all rows from its row', async () => {
  const pages: Expression = {
    kind: 'aggregate',
    function: 'max',
    distinct: false,
    argument: field('book', 'pages'),
  };
  const { rows } = await database.query(render(books({ select: [field('book', 'title'), pages] })));
  expect(rows).toEqual([['Lanterns', 480]]);
});

it('refuses a field of no particular row', () => {
  const pages: Expression = { ...count, function: 'max', argument: field('book', 'pages') };
  const refused = expect.objectContaining({ code: 'FEATURE_UNSUPPORTED' }) as Error;
  expect(() => render(books({ select: [field('book', 'title'), count] }))).toThrow(refused);
  const perAuthor = [field('book', 'price')];
  expect(() =>
    render(books({ select: [field('book', 'title'), pages], groupBy: perAuthor })),
  ).toThrow(refused);
});
