import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { packageFile } from './engine-script.js';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'momq-package-'));
  const installed = join(folder, 'program', 'node_modules', 'some-pack');
  for (const at of [join(folder, 'pack', 'dist'), join(folder, 'pack', 'weights'), installed])
    mkdirSync(at, { recursive: true });
  mkdirSync(join(installed, 'weights'));
  writeFileSync(join(folder, 'pack', 'weights', 'own.bin'), '');
  writeFileSync(join(installed, 'package.json'), '{ "name": "some-pack", "version": "1.0.0" }');
  writeFileSync(join(installed, 'weights', 'installed.bin'), '');
});
afterAll(() => rmSync(folder, { recursive: true }));

const at = (...names: string[]): string => pathToFileURL(join(folder, ...names)).href;

test('a file of a package is beside the folder of its code', () => {
  const found = packageFile('weights/own.bin', at('pack', 'dist', 'index.js'), 'some-pack');
  expect(found?.href).toBe(at('pack', 'weights', 'own.bin'));
});

test('where the code was bundled, it is in the installed package', () => {
  const found = packageFile('weights/installed.bin', at('program', 'bundle.js'), 'some-pack');
  expect(found?.href).toBe(at('program', 'node_modules', 'some-pack', 'weights', 'installed.bin'));
});

test('where neither has it, there is none', () => {
  expect(packageFile('weights/other.bin', at('program', 'bundle.js'), 'some-pack')).toBeUndefined();
  expect(packageFile('weights/own.bin', undefined, 'no-such-pack')).toBeUndefined();
});
