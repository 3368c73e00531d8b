import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { LogicalQuery } from '@momq/dialect';
import { cypher } from '@momq/dialect-cypher';
import { sqlite } from '@momq/dialect-sqlite';
import { openTarget } from '../pairs/target-database.js';
import type { TargetDatabase } from '../pairs/target-database.js';
import { smallLibrary } from '../testing/small-library.js';
import {
  aggregate,
  compare,
  countAll,
  from,
  fromLink,
  literal,
  ref,
  select,
} from './questions/query-builder.js';
import { verifyCandidate } from './verify-candidates.js';

const library = smallLibrary();
const [author, book, member] = library.entities as Required<(typeof library)['entities']>;
const field = (entity: typeof book, column: string) =>
  ref(entity!.fields.find((each) => each.column === column)!);

const titles = [field(book, 'title')];
const rating = field(book, 'rating');
const pages = field(book, 'pages');

/** Books by their rating, the best first. */
const best = (limit: number, ...more: readonly (typeof rating)[]): LogicalQuery =>
  select(from(book!), titles, {
    orderBy: [rating, ...more].map((expression) => ({ expression, descending: true })),
    limit,
  });

describe('verifyCandidate', () => {
  let engines: TargetDatabase[];
  beforeAll(async () => {
    engines = [
      await openTarget(sqlite(), library.content),
      await openTarget(cypher(), library.content),
    ];
  });
  afterAll(async () => {
    for (const engine of engines) await engine.close();
  });

  /** Why the query is dropped, or its rows. */
  async function outcome(query: LogicalQuery, asked = engines): Promise<unknown> {
    const verified = await verifyCandidate({ question: 'Q?', query }, asked);
    return typeof verified === 'string' ? verified : verified.executed.rows;
  }

  it('keeps a query with the text of every dialect, and the rows of the first', async () => {
    const query = select(fromLink(library.links[0]!), [field(author, 'name'), countAll], {
      groupBy: [field(author, 'author_id')],
      orderBy: [{ expression: field(author, 'name'), descending: false }],
    });
    const verified = await verifyCandidate({ question: 'Q?', query }, engines);
    if (typeof verified === 'string') throw new Error(verified);
    expect(verified.executed.rows).toEqual([
      ['Ada Bose', 2],
      ['Ben Cole', 2],
      ['Cy Dahl', 2],
    ]);
    expect(
      [...verified.byDialect].map(([dialect, { text }]) => [dialect, text.split(' ')[0]]),
    ).toEqual([
      ['sqlite', 'SELECT'],
      ['cypher', 'MATCH'],
    ]);
  });

  it('drops what has no answer', async () => {
    const old = { where: compare(field(member, 'age'), '>', literal(90)) };
    expect(await outcome(select(from(member!), [field(member, 'name')], old))).toBe('no row');
    expect(await outcome(select(from(member!), [countAll], old))).toBe('nothing but NULL or zero');
    const sum = aggregate('sum', field(member, 'age'));
    expect(await outcome(select(from(member!), [sum], old))).toBe('nothing but NULL or zero');
  });

  it('drops rows that an equal one beyond the limit could replace', async () => {
    expect(await outcome(best(1))).toBe('a tie at the limit');
    expect(await outcome(best(2))).toEqual([['Tide'], ['Iris']]);
    // The number of pages decides.
    expect(await outcome(best(1, pages))).toEqual([['Iris']]);
    // Nothing is beyond.
    expect(await outcome(best(6, pages))).toHaveLength(6);
  });

  it('drops rows that another engine does not give, and a query that an engine refuses', async () => {
    const wrong = {
      ...cypher(),
      language: { ...cypher().language, render: () => 'MATCH (b:book) RETURN b.title LIMIT 2' },
    };
    const other = await openTarget(wrong, library.content);
    try {
      expect(await outcome(select(from(book!), titles), [engines[0]!, other])).toBe(
        'other rows: cypher',
      );
    } finally {
      await other.close();
    }
    const unknown = { kind: 'field', entity: 'book', instance: 0, field: 'shelf' } as const;
    expect(await outcome(select(from(book!), [unknown]))).toMatch(/^[A-Z_]+: /);
  });

  it('drops lists that nobody reads', async () => {
    const many = Array.from({ length: 501 }, (_, index) => [index + 1, 'Xi', 20]);
    const crowd = { ...library.content, rows: { ...library.content.rows, member: many } };
    const engine = await openTarget(sqlite(), crowd);
    try {
      const names = select(from(member!), [field(member, 'name')]);
      expect(await outcome(names, [engine])).toBe('too many rows');
    } finally {
      await engine.close();
    }
  });
});
