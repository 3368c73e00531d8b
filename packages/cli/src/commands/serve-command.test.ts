import { once } from 'node:events';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { createInterface } from 'node:readline';
import type { Answer } from '@momq/core';
import { describe, expect, it } from 'vitest';
import { capture } from '../testing/captured-run.js';
import { scriptedModel } from '../testing/scripted-model.js';
import { startScripted } from '../testing/scripted-process.js';
import { writeShopDatabase } from '../testing/shop-database.js';

const endless =
  'WITH RECURSIVE t(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM t) SELECT count(*) FROM t WHERE n < 0';

describe.skipIf(process.platform === 'win32')('momq serve (Windows has no signals)', () => {
  it.each([
    ['SIGTERM', 'SELECT count(*) FROM customer', []],
    ['SIGINT', endless, ['--grace', '1', '--timeout', '600000']],
  ] as const)('answers until %s, and leaves nothing', async (signal, query, options) => {
    const db = `sales=${writeShopDatabase()}`;
    const run = startScripted(query, ['serve', '--db', db, '--port', '0', '--json', ...options]);
    const [line] = (await once(createInterface(run.child.stdout!), 'line')) as [string];
    const { url, databases } = JSON.parse(line) as { url: string; databases: object[] };
    expect(databases).toEqual([{ name: 'sales', dialect: 'sqlite', model: 'momq-sqlite/sales' }]);
    const asked = fetch(`${url}/ask`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ question: 'How many customers are there?' }),
    });
    if (signal === 'SIGTERM')
      expect(((await (await asked).json()) as Answer).status).toBe('answered');
    else await run.written('proposed');
    run.child.kill(signal);
    expect((await run.ended).code).toBe(0);
    await asked.catch(() => undefined); // told, or cut off where cancelling took long
    await expect.poll(run.groupRuns, { timeout: 30_000 }).toBe(false);
    expect(run.leftFiles()).toEqual([]);
  });
});

describe('momq serve refuses', () => {
  const serve = (...args: string[]) =>
    capture(['serve', '--db', writeShopDatabase(), '--port', '0', ...args], scriptedModel());

  it('a port that is in use', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    const { port } = other.address() as AddressInfo;
    const { code, stderr } = await serve('--port', String(port));
    other.close();
    expect(code).toBe(3);
    expect(stderr).toMatch(new RegExp(`^SERVE_PORT_IN_USE: .*${port}.* or 0 for a free one`));
  });

  it('to be reached by others without a key', async () => {
    const { code, stderr } = await serve('--host', '0.0.0.0');
    expect(code).toBe(2);
    expect(stderr).toMatch(/^CONFIG_INVALID: .*API key/);
  });

  it.each([['-1'], ['70000'], ['http']])('port %s', async (port) => {
    const { code, stderr } = await serve(`--port=${port}`);
    expect(code).toBe(2);
    expect(stderr).toContain('Expected a port');
  });

  it('a grace that no timer holds', async () => {
    const { code, stderr } = await serve('--grace', '3000000000');
    expect(code).toBe(2);
    expect(stderr).toContain('Expected 2147483647 at most');
  });

  it('to start without a database, and with one that is not there, and tells no secret', async () => {
    expect(await capture(['serve'])).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('--db') as string,
    });
    const server = await capture(['serve', '--db', 'x=postgres://bob:s3cret@127.0.0.1:1/shop']);
    expect(server.code).toBe(3);
    expect(server.stderr).toMatch(/^DATABASE_OPEN: /);
    expect(server.stderr).not.toMatch(/s3cret|bob/);
    const gone = await capture(['serve', '--db', 'gone=/nowhere/shop.db']);
    expect(gone.code).toBe(3);
    expect(gone.stderr).toMatch(/^DATABASE_OPEN: .*\/nowhere\/shop\.db/);
  });
});
