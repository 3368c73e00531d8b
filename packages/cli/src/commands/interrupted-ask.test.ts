import { describe, expect, it } from 'vitest';
import { writeGraph } from '../testing/graph-file.js';
import { writeShopDatabase } from '../testing/shop-database.js';
import { startScripted } from '../testing/scripted-process.js';
import type { ScriptedProcess } from '../testing/scripted-process.js';

const sqlite =
  'WITH RECURSIVE t(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM t) SELECT count(*) FROM t WHERE n < 0';
const cypher =
  'MATCH (a), (b), (c), (d), (e), (f), (g), (h), (i), (j), (k), (l) WHERE a.n + l.n < 3 RETURN count(*)';

async function expectNothingLeft({ groupRuns, leftFiles }: ScriptedProcess): Promise<void> {
  await expect.poll(groupRuns, { timeout: 30_000 }).toBe(false);
  expect(leftFiles()).toEqual([]);
}

describe.skipIf(process.platform === 'win32')(
  'momq ask while a query runs (Windows has no signals)',
  () => {
    it.each([
      ['SIGINT', 'Ctrl-C', 130],
      ['SIGTERM', 'SIGTERM', 143],
    ] as const)('closes everything at %s', async (signal, name, code) => {
      const run = startScripted(sqlite, ['ask', 'Who?', '--db', writeShopDatabase(), ...patient]);
      await run.written('proposed');
      run.child.kill(signal);
      const { text, ...ended } = await run.ended;
      expect(ended).toEqual({ code });
      expect(text).toContain(`INTERRUPTED: Stopped by ${name}.`);
      await expectNothingLeft(run);
    });

    it('ends at Ctrl-C with the engine of a graph', async () => {
      const run = startScripted(cypher, [
        'ask',
        'Who?',
        '--db',
        await writeGraph('UNWIND range(1, 100) AS n CREATE (:Number {n: n})'),
        '--json',
        ...patient,
      ]);
      await run.written('proposed');
      process.kill(-run.child.pid!, 'SIGINT'); // as a terminal does: to every process of the group
      const { text, code } = await run.ended;
      expect(code).toBe(130);
      expect(text).toContain('{"error":{"code":"INTERRUPTED","message":"Stopped by Ctrl-C."}}');
      await expectNothingLeft(run);
    });
  },
);

/** No limit ends the query before the signal does. */
const patient = ['--timeout', '600000'];
