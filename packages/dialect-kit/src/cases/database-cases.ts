import assert from 'node:assert/strict';
import { resultsEqual } from '@momq/core/evaluation';
import { requireLanguage } from '@momq/core/logical';
import type { DatabaseSchema } from '@momq/dialect';
import type { ConformanceCase } from '../conformance-case.js';
import { isEmbedded } from '../conformance-case.js';
import { harbour } from '../harbour.js';
import { refuses } from '../refusal.js';
import { inDialect, shipField, shipNames, ships } from '../ship-queries.js';

const names = harbour.rows['ship']!.map((row) => [row[1]!]);

/** An open database: what it says of itself and gives back. */
export const databaseCases: readonly ConformanceCase[] = [
  {
    name: 'database: tutorial examples run on their sample',
    appliesTo: isEmbedded,
    run: async ({ pack, open }) => {
      const database = await open(pack.tutorials.sample);
      for (const { keyword, examples } of pack.tutorials.pages)
        for (const { query } of examples) {
          const { rows } = await database.query(query);
          assert.ok(rows.length > 0, `${keyword}: expected rows of ${query}, got none`);
        }
    },
  },
  {
    name: 'database: the schema has the entities, fields and links of its content',
    appliesTo: isEmbedded,
    run: async ({ pack, open }) => {
      const schema = await (await open(harbour)).schema();
      const expected = pack.viewRelational?.(harbour.schema).schema ?? harbour.schema;
      assert.equal(schema.family, pack.family);
      assert.deepEqual(entityNames(schema), entityNames(expected));
      const ends = ({ links }: typeof schema): string[] =>
        links.map(({ from, to }) => `${from.entity}→${to.entity}`).sort();
      assert.deepEqual(ends(schema), ends(expected));
    },
  },
  {
    name: 'database: a schema that is read again is a new object',
    appliesTo: isEmbedded,
    run: async ({ open }) => {
      const database = await open(harbour);
      const first = await database.schema();
      const again = await database.schema({ refresh: true });
      assert.notEqual(again, first, 'expected a new object after refresh, got the one of before');
      assert.deepEqual(entityNames(again), entityNames(first));
    },
  },
  {
    name: 'database: text, numbers and NULL come back as they went in',
    appliesTo: (pack) => isEmbedded(pack) && pack.language !== undefined,
    run: async ({ pack, open }) => {
      const database = await open(harbour);
      const query = inDialect(pack, ships([shipField('name'), shipField('draft')]));
      const { rows, columns, truncated } = await database.query(query);
      const gold = harbour.rows['ship']!.map((row) => [row[1]!, row[2]!]);
      assert.ok(
        resultsEqual(gold, rows, { orderMatters: false }),
        `expected ${JSON.stringify(gold)}, got ${JSON.stringify(rows)}`,
      );
      assert.equal(columns.length, 2);
      assert.equal(truncated, false);
    },
  },
  {
    name: 'database: columns have types',
    appliesTo: (pack) => isEmbedded(pack) && pack.language !== undefined,
    run: async ({ pack, open }) => {
      const database = await open(harbour);
      const { columnTypes } = await database.query(shipNames(pack));
      assert.deepEqual(columnTypes, ['text']);
    },
  },
  {
    name: 'database: values are distinct, never NULL, and as many as asked',
    appliesTo: isEmbedded,
    run: async ({ open }) => {
      const database = await open(harbour);
      const drafts = await database.values('ship', 'draft', { limit: 10 });
      assert.deepEqual([...drafts].sort(), [4.5, 7.25]);
      assert.equal((await database.values('ship', 'name', { limit: 2 })).length, 2);
    },
  },
  {
    name: 'database: values of several fields are those of each',
    appliesTo: isEmbedded,
    run: async ({ open }) => {
      const database = await open(harbour);
      const asked = harbour.schema.entities.map(({ name, fields }) => ({
        entity: name,
        fields: fields.map((field) => field.name).reverse(),
      }));
      const together = await database.fieldValues?.(asked, { limit: 2 });
      for (const [index, { entity, fields }] of asked.entries())
        for (const [place, found] of (together?.[index] ?? []).entries()) {
          if (found === undefined) continue;
          const all = await database.values(entity, fields[place]!, { limit: 1000 });
          assert.equal(found.length, Math.min(2, all.length));
          assert.equal(new Set(found).size, found.length);
          for (const value of found) assert.ok(all.includes(value), `${entity}.${fields[place]!}`);
        }
    },
  },
  {
    name: 'database: values are found by their text, case ignored',
    appliesTo: isEmbedded,
    run: async ({ open }) => {
      const database = await open(harbour);
      const equalTo = ['TERN', "queen's gull", 'absent'];
      const found = await database.values('ship', 'name', { limit: 10, equalTo });
      assert.deepEqual([...found].sort(), ["Queen's Gull", 'tern']);
    },
  },
  {
    name: 'database: a stream gives every row, and may be left early',
    appliesTo: (pack) => isEmbedded(pack) && pack.language !== undefined,
    run: async ({ pack, open }) => {
      const database = await open(harbour);
      const streamed = [];
      for await (const { rows, columns } of database.stream(shipNames(pack))) {
        assert.equal(columns.length, 1);
        streamed.push(...rows);
      }
      assert.deepEqual(streamed, names);
      for await (const batch of database.stream(shipNames(pack))) {
        assert.ok(batch.rows.length > 0);
        break;
      }
      assert.deepEqual((await database.query(shipNames(pack))).rows, names);
    },
  },
  {
    name: 'database: explain tells a plan',
    appliesTo: (pack) =>
      isEmbedded(pack) && pack.capabilities.explain && pack.language !== undefined,
    run: async ({ pack, open }) => {
      const database = await open(harbour);
      assert.ok(
        database.explain !== undefined,
        'capabilities.explain: expected explain(), got none',
      );
      assert.ok(
        (await database.explain(shipNames(pack))).trim() !== '',
        'expected a plan, got nothing',
      );
    },
  },
  {
    name: 'database: estimate tells a cost',
    appliesTo: (pack) =>
      isEmbedded(pack) && pack.capabilities.estimate && pack.language !== undefined,
    run: async ({ pack, open }) => {
      const database = await open(harbour);
      assert.ok(
        database.estimate !== undefined,
        'capabilities.estimate: expected estimate(), got none',
      );
      const { rows, bytes, cost } = await database.estimate(shipNames(pack));
      const given = [rows, bytes, cost].filter((value) => value !== undefined);
      assert.ok(
        given.length > 0 && given.every((value) => value >= 0),
        `expected a number, got ${given.join()}`,
      );
    },
  },
  {
    name: 'database: what does not exist is an error of the engine',
    appliesTo: (pack) =>
      isEmbedded(pack) && pack.language !== undefined && pack.family === 'relational',
    run: async ({ pack, open }) => {
      const database = await open(harbour);
      const { language } = requireLanguage(pack);
      const query = ships([{ kind: 'field', entity: 'unicorn', instance: 0, field: 'horn' }], {
        from: [{ entity: 'unicorn', instance: 0 }],
      });
      const text = language.render(query, harbour.schema);
      await refuses(() => database.query(text), ['QUERY_EXECUTION'], text);
    },
  },
  {
    name: 'database: two databases do not see each other',
    appliesTo: (pack) => isEmbedded(pack) && pack.language !== undefined,
    run: async ({ pack, open }) => {
      const full = await open(harbour);
      const empty = await open({ ...harbour, rows: { ship: [], visit: [] } });
      const [some, none] = await Promise.all(
        [full, empty].map((one) => one.query(shipNames(pack))),
      );
      assert.deepEqual([some!.rows, none!.rows], [names, []]);
    },
  },
  {
    name: 'database: overlapping queries give each its own rows',
    appliesTo: (pack) => isEmbedded(pack) && pack.language !== undefined,
    run: async ({ pack, open }) => {
      const database = await open(harbour);
      const texts = Array.from({ length: 12 }, (_, index) =>
        index % 2 === 0 ? shipNames(pack) : inDialect(pack, ships([shipField('id')])),
      );
      const results = await Promise.all(texts.map((text) => database.query(text)));
      results.forEach(({ rows }, index) => {
        const first = typeof rows[0]?.[0];
        assert.equal(first, index % 2 === 0 ? 'string' : 'number');
        assert.equal(rows.length, 4);
      });
    },
  },
  {
    name: 'database: after close() every call fails with DATABASE_CLOSED, and close() again is quiet',
    appliesTo: (pack) => isEmbedded(pack) && pack.language !== undefined,
    run: async ({ pack, open }) => {
      const database = await open(harbour);
      await database.close();
      const closed = ['DATABASE_CLOSED'] as const;
      await refuses(() => database.query(shipNames(pack)), closed, 'query');
      await refuses(() => database.schema({ refresh: true }), closed, 'schema');
      await refuses(() => database.values('ship', 'name', { limit: 1 }), closed, 'values');
      await database.close();
    },
  },
];

/** Entities with their fields, in an order of their own: engines list them as they like. */
function entityNames({ entities }: DatabaseSchema): string[] {
  return entities
    .map(
      ({ name, fields }) =>
        `${name}(${fields
          .map((field) => field.name)
          .sort()
          .join()})`,
    )
    .sort();
}
