import { describe, expect, it } from 'vitest';
import type { DatabaseContent, EntityField, Link, Value } from '@momq/dialect';
import { ConfigError } from '@momq/dialect';
import { describeAndMigrate, migrateToGraph } from './migrate-content.js';

const integer = (name: string, primaryKey = false): EntityField => ({
  name,
  type: 'integer',
  ...(primaryKey && { primaryKey }),
});
const text = (name: string): EntityField => ({ name, type: 'text' });

function content(options: {
  fields: Record<string, EntityField[]>;
  links?: Link[];
  rows: Record<string, Value[][]>;
  family?: 'graph';
}): DatabaseContent {
  const entities = Object.entries(options.fields).map(([name, fields]) => ({ name, fields }));
  return {
    schema: {
      name: 'test',
      family: options.family ?? 'relational',
      entities,
      links: options.links ?? [],
    },
    rows: options.rows,
  };
}

const singerLink: Link = {
  name: 'song.singer_id',
  from: { entity: 'song', fields: ['singer_id'] },
  to: { entity: 'singer', fields: ['id'] },
  fields: [],
};

describe('migrateToGraph', () => {
  it('makes rows nodes, columns properties and foreign keys relationships', () => {
    const graph = migrateToGraph(
      content({
        fields: {
          singer: [integer('id', true), text('name')],
          song: [text('title'), integer('singer_id')],
        },
        links: [singerLink],
        rows: {
          singer: [
            [7, 'Ana'],
            [8, 'Bo'],
          ],
          song: [
            ['Sea', 8],
            ['Sky', 8],
          ],
        },
      }),
    );
    expect(graph.nodes).toEqual([
      { label: 'singer', properties: { id: 7, name: 'Ana' } },
      { label: 'singer', properties: { id: 8, name: 'Bo' } },
      { label: 'song', properties: { title: 'Sea', singer_id: 8 } },
      { label: 'song', properties: { title: 'Sky', singer_id: 8 } },
    ]);
    expect(graph.relationships).toEqual([
      { type: 'SINGER', from: 2, to: 1, properties: {} },
      { type: 'SINGER', from: 3, to: 1, properties: {} },
    ]);
    expect(graph.schema).toMatchObject({
      family: 'graph',
      links: [
        {
          name: 'SINGER',
          from: { entity: 'song', fields: [] },
          to: { entity: 'singer', fields: [] },
        },
      ],
    });
  });

  it('leaves out NULL properties and references that are NULL or dangling', () => {
    const graph = migrateToGraph(
      content({
        fields: { singer: [integer('id', true)], song: [text('title'), integer('singer_id')] },
        links: [singerLink],
        rows: {
          singer: [[1]],
          song: [
            [null, null],
            ['Sky', 99],
          ],
        },
      }),
    );
    expect(graph.nodes.slice(1)).toEqual([
      { label: 'song', properties: {} },
      { label: 'song', properties: { title: 'Sky', singer_id: 99 } },
    ]);
    expect(graph.relationships).toEqual([]);
  });

  it('matches keys of several columns part by part', () => {
    const graph = migrateToGraph(
      content({
        fields: { block: [integer('floor'), integer('code')], room: [integer('f'), integer('c')] },
        links: [
          {
            name: 'room.f',
            from: { entity: 'room', fields: ['f', 'c'] },
            to: { entity: 'block', fields: ['floor', 'code'] },
            fields: [],
          },
        ],
        rows: {
          block: [
            [1, 12],
            [11, 2],
          ],
          room: [
            [11, 2],
            [1, null],
          ],
        },
      }),
    );
    expect(graph.relationships).toEqual([{ type: 'F_C', from: 2, to: 1, properties: {} }]);
  });

  it('compares keys as numbers where either column is numeric', () => {
    const graph = migrateToGraph(
      content({
        fields: { singer: [integer('id', true)], song: [text('title'), text('singer_id')] },
        links: [singerLink],
        rows: { singer: [[7]], song: [['Sea', '07']] },
      }),
    );
    expect(graph.relationships).toHaveLength(1);
  });

  it('tells keys beyond 2^53 apart, also where they are text', () => {
    const [first, second] = [9007199254740992n, 9007199254740993n];
    const { nodes, relationships } = migrateToGraph(
      content({
        fields: { singer: [integer('id', true)], song: [text('title'), integer('singer_id')] },
        links: [singerLink],
        rows: { singer: [[first], [String(second)]], song: [['Sea', second]] },
      }),
    );
    expect(nodes.map(({ properties }) => properties['id'])).toEqual([first, second, undefined]);
    expect(relationships).toMatchObject([{ from: 2, to: 1 }]);
  });

  it('gives values the type that their column declares', () => {
    const graph = migrateToGraph(
      content({
        fields: { t: [integer('n'), text('s'), { name: 'b', type: 'boolean' }] },
        rows: {
          t: [
            ['12', 5, 1],
            ['n/a', 'x', 'yes'],
          ],
        },
      }),
    );
    expect(graph.nodes.map(({ properties }) => properties)).toEqual([
      { n: 12, s: '5', b: true },
      { n: 'n/a', s: 'x', b: 'yes' },
    ]);
  });

  it('reads content of a graph by the identities of nodes', () => {
    const graph = migrateToGraph(
      content({
        family: 'graph',
        fields: { Person: [text('name'), integer('no', true)].reverse() },
        links: [
          {
            name: 'KNOWS',
            from: { entity: 'Person', fields: [] },
            to: { entity: 'Person', fields: [] },
            fields: [integer('since')],
          },
        ],
        rows: {
          Person: [
            [1, 'Ana'],
            [2, 'Bo'],
          ],
          KNOWS: [
            [2, 1, 1999],
            [2, 5, 2000],
          ],
        },
      }),
    );
    expect(graph.relationships).toEqual([
      { type: 'KNOWS', from: 1, to: 0, properties: { since: 1999 } },
    ]);
  });

  it('rejects rows of another length and relationships without an identity', () => {
    expect(() =>
      migrateToGraph(content({ fields: { t: [integer('n')] }, rows: { t: [[1, 2]] } })),
    ).toThrow(ConfigError);
    const link: Link = {
      name: 'R',
      from: { entity: 't', fields: [] },
      to: { entity: 't', fields: [] },
      fields: [],
    };
    const unidentified = content({
      family: 'graph',
      fields: { t: [integer('n')] },
      links: [link],
      rows: { t: [[1]], R: [[1, 1]] },
    });
    expect(() => migrateToGraph(unidentified)).toThrow(/primary-key property on t/);
  });
});

describe('describeAndMigrate', () => {
  const shop = {
    fields: {
      customers: [integer('id', true), text('name')],
      orders: [
        integer('id', true),
        integer('customer_id'),
        integer('placed_ts'),
        integer('sent_by'),
      ],
    },
    rows: {
      customers: [
        [1, 'Ann'],
        [2, 'Bo'],
      ],
      orders: [
        [10, 2, 1_700_000_000, 9],
        [11, 1, 1_700_086_400, 9],
        [12, 2, 1_700_172_800, 9],
      ],
    },
  };

  it('makes relationships of keys that nobody declared, and tells what the rows do', async () => {
    const { schema, relationships } = await describeAndMigrate(content(shop));
    expect(schema.links).toEqual([
      {
        name: 'CUSTOMER',
        from: { entity: 'orders', fields: [] },
        to: { entity: 'customers', fields: [] },
        fields: [],
        inferred: true,
      },
    ]);
    expect(relationships.map(({ type, from, to }) => [type, from, to])).toEqual([
      ['CUSTOMER', 2, 1],
      ['CUSTOMER', 3, 0],
      ['CUSTOMER', 4, 1],
    ]);
    const [, orders] = schema.entities;
    expect(orders).toMatchObject({ rowCount: 3 });
    expect(orders!.fields[2]).toMatchObject({ temporal: 'unix-seconds' });
  });

  it('names declared keys as without those that it concludes', async () => {
    const declared: Link = {
      name: 'orders.sent_by',
      from: { entity: 'orders', fields: ['sent_by'] },
      to: { entity: 'customers', fields: ['id'] },
      fields: [],
    };
    const { customers, orders } = shop.fields;
    const fields = {
      customers,
      orders: orders.map((each) => (each.name === 'sent_by' ? integer('customer') : each)),
    };
    const link = {
      ...declared,
      name: 'orders.customer',
      from: { entity: 'orders', fields: ['customer'] },
    };
    const rows = { ...shop.rows, orders: shop.rows.orders.map((row) => [...row.slice(0, 3), 1]) };
    const given = content({ fields, links: [link], rows });
    const names = ({ schema }: { readonly schema: DatabaseContent['schema'] }): string[] =>
      schema.links.map(({ name }) => name);
    expect(names(migrateToGraph(given))).toEqual(['CUSTOMER']);
    expect(names(await describeAndMigrate(given))).toEqual(['CUSTOMER', 'ORDERS_CUSTOMER']);
  });

  it('leaves a graph as it is', async () => {
    const graph = content({
      family: 'graph',
      fields: { t: [integer('n', true)] },
      rows: { t: [[1]] },
    });
    expect(await describeAndMigrate(graph)).toEqual(migrateToGraph(graph));
  });
});
