import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { findBeside } from './find-beside.js';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'momq-beside-'));
});
afterAll(() => rm(folder, { recursive: true }));

it('finds the file of the same name, YAML before JSON, and none for servers', async () => {
  const database = path.join(folder, 'shop.v2.db');
  expect(await findBeside(database)).toBeUndefined();
  await writeFile(path.join(folder, 'shop.v2.osi.json'), '{}');
  expect(await findBeside(database)).toBe(path.join(folder, 'shop.v2.osi.json'));
  await writeFile(path.join(folder, 'shop.v2.osi.yaml'), '');
  expect(await findBeside(database)).toBe(path.join(folder, 'shop.v2.osi.yaml'));
  expect(await findBeside('postgres://localhost/shop')).toBeUndefined();
  expect(await findBeside(':memory:')).toBeUndefined();
});
