import { describe, expect, it } from 'vitest';
import type { LogicalQuery } from '@momq/dialect';
import { cypher } from '@momq/dialect-cypher';
import { sqlite } from '@momq/dialect-sqlite';
import { smallLibrary } from '../testing/small-library.js';
import { openTarget, rowsForStorage, writerFor } from './target-database.js';

const { content } = smallLibrary();

/** Titles by the author of that name, over the relational schema. */
const byAda: LogicalQuery = {
  kind: 'select',
  from: [
    { entity: 'book', instance: 0 },
    {
      entity: 'author',
      instance: 0,
      join: {
        kind: 'link',
        link: 'book.author_id',
        with: { entity: 'book', instance: 0 },
        optional: false,
      },
    },
  ],
  distinct: false,
  select: [{ kind: 'field', entity: 'book', instance: 0, field: 'title' }],
  where: {
    kind: 'compare',
    operator: '=',
    left: { kind: 'field', entity: 'author', instance: 0, field: 'name' },
    right: { kind: 'literal', value: 'Ada Bose' },
  },
  groupBy: [],
  orderBy: [],
};

describe.each([sqlite(), cypher()])('openTarget of $id', (pack) => {
  it('runs a query over the relational schema in the words that writerFor gives', async () => {
    const target = await openTarget(pack, content);
    try {
      const { text, logical, rows } = await target.execute(byAda);
      expect([...rows].sort()).toEqual([['Ember'], ['Tide']]);
      expect(writerFor(pack, content)(byAda)).toEqual({ text, logical });
      expect(text).toMatch(pack.id === 'cypher' ? /^MATCH .*-\[:/ : /^SELECT .* JOIN /);
    } finally {
      await target.close();
    }
  });
});

it('follows relationships of a graph for keys that only rows tell', async () => {
  const undeclared = { ...content, schema: { ...content.schema, links: [] } };
  const onFields: LogicalQuery = {
    ...byAda,
    from: [
      { entity: 'book', instance: 0 },
      {
        entity: 'author',
        instance: 0,
        join: {
          kind: 'fields',
          left: { kind: 'field', entity: 'book', instance: 0, field: 'author_id' },
          right: { kind: 'field', entity: 'author', instance: 0, field: 'author_id' },
          optional: false,
        },
      },
    ],
  };
  const target = await openTarget(cypher(), undeclared);
  try {
    const { text, rows } = await target.execute(onFields);
    expect([...rows].sort()).toEqual([['Ember'], ['Tide']]);
    expect(text).toMatch(/^MATCH .*-\[:/);
  } finally {
    await target.close();
  }
});

describe('rowsForStorage', () => {
  it('keeps the first fifty rows, and whole numbers that JSON cannot hold as text', () => {
    const rows = Array.from({ length: 60 }, (_, index) => [index, null]);
    expect(rowsForStorage(rows)).toEqual(rows.slice(0, 50));
    expect(JSON.stringify(rowsForStorage([[2n ** 60n, true, 1.5]]))).toBe(
      '[["1152921504606846976",true,1.5]]',
    );
  });
});
