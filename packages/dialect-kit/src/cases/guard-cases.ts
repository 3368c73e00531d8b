import assert from 'node:assert/strict';
import type { ConformanceCase } from '../conformance-case.js';
import { isEmbedded } from '../conformance-case.js';
import { harbour } from '../harbour.js';
import { refuses } from '../refusal.js';
import { inDialect, shipField, ships } from '../ship-queries.js';

/** What a source that cannot be opened may be told with: the pack's client for it may not be installed. */
const CANNOT_OPEN = ['DATABASE_OPEN', 'ENGINE_MISSING'] as const;

/** What a database does with statements that write. */
export const guardCases: readonly ConformanceCase[] = [
  {
    name: 'guard: statements that write are refused and change nothing',
    appliesTo: (pack) => isEmbedded(pack) && pack.language !== undefined,
    run: async ({ pack, open, writes }) => {
      assert.ok(
        writes.length > 0,
        'expected statements that write, got none. Give testDialect({ writes }).',
      );
      const database = await open(harbour);
      const everything = inDialect(
        pack,
        ships(['id', 'name', 'draft'].map(shipField), {
          orderBy: [{ expression: shipField('id'), descending: false }],
        }),
      );
      const before = (await database.query(everything)).rows;
      const schema = await database.schema({ refresh: true });
      for (const text of writes) {
        const codes = ['QUERY_REFUSED', 'QUERY_SYNTAX'] as const;
        await refuses(() => database.query(text), codes, text);
        if (database.explain !== undefined)
          await refuses(() => database.explain!(text), codes, `explain ${text}`);
        await refuses(
          async () => {
            for await (const batch of database.stream(text)) assert.ok(batch);
          },
          codes,
          `stream ${text}`,
        );
      }
      assert.deepEqual((await database.query(everything)).rows, before);
      assert.deepEqual((await database.schema({ refresh: true })).entities, schema.entities);
    },
  },
  {
    name: 'guard: what cannot be opened is a coded error that tells no password',
    appliesTo: ({ capabilities }) => capabilities.engines.some((engine) => engine !== 'embedded'),
    run: async ({ pack, unreachable }) => {
      assert.ok(
        unreachable.length > 0,
        'expected sources that cannot be opened, got none. Give testDialect({ unreachable }).',
      );
      for (const source of unreachable) {
        const error = await refuses(() => pack.openDatabase(source), CANNOT_OPEN, source);
        assert.ok(
          !error.message.includes('hunter2'),
          `expected no password in the message, got ${error.message}`,
        );
      }
    },
  },
];
