import assert from 'node:assert/strict';
import type { DialectPack, QueryOptions } from '@momq/dialect';
import type { ConformanceCase } from '../conformance-case.js';
import { isEmbedded } from '../conformance-case.js';
import { crowdedHarbour, harbour } from '../harbour.js';
import { refuses } from '../refusal.js';
import { endlessQuery, inDialect, shipField, shipNames, ships } from '../ship-queries.js';

const canAsk = (pack: DialectPack): boolean => isEmbedded(pack) && pack.language !== undefined;

/** Milliseconds after which a stopped query counts as not stopped. */
const patienceMs = 30_000;

/** Limits in rows, bytes and time, and what they leave behind. */
export const limitCases: readonly ConformanceCase[] = [
  {
    name: 'limits: maxRows cuts the result and says so',
    appliesTo: canAsk,
    run: async ({ pack, open }) => {
      const database = await open(harbour);
      const cut = await database.query(shipNames(pack), { maxRows: 3 });
      assert.deepEqual([cut.rows.length, cut.truncated], [3, true]);
      const exact = await database.query(shipNames(pack), { maxRows: 4 });
      assert.deepEqual([exact.rows.length, exact.truncated], [4, false]);
    },
  },
  {
    name: 'limits: maxBytes cuts the result and says so',
    appliesTo: canAsk,
    run: async ({ pack, open }) => {
      const database = await open(crowdedHarbour);
      const query = inDialect(pack, ships([shipField('name')]));
      const { rows, truncated, truncatedBy } = await database.query(query, { maxBytes: 500 });
      assert.deepEqual([truncated, truncatedBy], [true, 'bytes']);
      assert.ok(rows.length < 100, `expected some 60 rows in 500 bytes, got ${rows.length}`);
    },
  },
  {
    name: 'limits: what is no limit is refused before anything runs',
    appliesTo: canAsk,
    run: async ({ pack, open }) => {
      const database = await open(harbour);
      for (const [name, value] of Object.entries({
        maxRows: 0,
        maxBytes: -1,
        timeoutMs: 3e9,
      })) {
        const options: QueryOptions = { [name]: value };
        await refuses(
          () => database.query(shipNames(pack), options),
          ['CONFIG_INVALID'],
          `${name}: ${value}`,
        );
      }
      const text = { maxRows: '1; DROP' } as unknown as QueryOptions;
      await refuses(
        () => database.query(shipNames(pack), text),
        ['CONFIG_INVALID'],
        'maxRows as text',
      );
    },
  },
  {
    name: 'limits: timeoutMs stops the engine, and the next query is answered',
    appliesTo: canAsk,
    run: async ({ pack, open }) => {
      const database = await open(crowdedHarbour);
      const started = performance.now();
      await refuses(
        () => database.query(endlessQuery(pack), { timeoutMs: 150 }),
        ['QUERY_TIMEOUT'],
        'an endless query',
      );
      const { rows } = await database.query(shipNames(pack));
      assert.equal(rows.length, 400);
      soon(started);
    },
  },
  {
    name: 'limits: an aborted signal stops the engine, and its reason is the error',
    appliesTo: canAsk,
    run: async ({ pack, open }) => {
      const database = await open(crowdedHarbour);
      const started = performance.now();
      const reason = new Error('no longer wanted');
      const abort = new AbortController();
      const running = database.query(endlessQuery(pack), { signal: abort.signal });
      setTimeout(() => abort.abort(reason), 100);
      await assert.rejects(running, (error) => error === reason);
      const late = database.query(shipNames(pack), { signal: AbortSignal.abort(reason) });
      await assert.rejects(late, (error) => error === reason);
      assert.equal((await database.query(shipNames(pack))).rows.length, 400);
      soon(started);
    },
  },
  {
    name: 'limits: one database that is stopped leaves its neighbour alone',
    appliesTo: canAsk,
    run: async ({ pack, open }) => {
      const [busy, neighbour] = [await open(crowdedHarbour), await open(harbour)];
      const running = refuses(
        () => busy.query(endlessQuery(pack), { timeoutMs: 200 }),
        ['QUERY_TIMEOUT'],
        'an endless query',
      );
      const started = performance.now();
      while (performance.now() - started < 350)
        assert.equal((await neighbour.query(shipNames(pack))).rows.length, 4);
      await running;
    },
  },
];

function soon(started: number): void {
  const elapsed = performance.now() - started;
  assert.ok(
    elapsed < patienceMs,
    `expected it stopped within ${patienceMs} ms, took ${Math.round(elapsed)} ms`,
  );
}
