import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import * as published from 'onnxruntime-node';
import { afterAll, expect, test } from 'vitest';
import * as runtime from './index.js';
import { loadRuntime, VERSION } from './load-runtime.js';

const folder = mkdtempSync(path.join(tmpdir(), 'momq-runtime-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** A stand-in for an installed package. */
function install(under: string, version: string): string {
  const at = path.join(folder, under, 'node_modules/onnxruntime-node');
  mkdirSync(path.join(at, 'dist'), { recursive: true });
  const manifest = { name: 'onnxruntime-node', version, main: 'dist/index.js' };
  writeFileSync(path.join(at, 'package.json'), JSON.stringify(manifest));
  writeFileSync(path.join(at, 'dist/index.js'), "throw new Error('wrong ELF class\\nmore')");
  return path.join(folder, under, 'program.js');
}

test('exports', () => {
  expect(Object.keys(runtime).sort()).toEqual([
    'InferenceSession',
    'Tensor',
    'env',
    'libraryFolder',
    'listSupportedBackends',
  ]);
});

test('an installed onnxruntime-node of this version is the one that is loaded', () => {
  expect(published.env.versions.node).toBe(VERSION);
  expect(runtime.Tensor).toBe(published.Tensor);
  expect(runtime.InferenceSession).toBe(published.InferenceSession);
  expect(runtime.listSupportedBackends()).toEqual(published.listSupportedBackends());
});

test('another version is passed over, and without the package the error says what to do', () => {
  const program = install('other', '1.20.1');
  expect(() => loadRuntime([program])).toThrow(
    expect.objectContaining({
      code: 'RUNTIME_UNAVAILABLE',
      message: expect.stringContaining('--external:@momq/onnxruntime') as string,
    }),
  );
});

test('a library that does not load is named with its reason', () => {
  const program = install('broken', VERSION);
  expect(() => loadRuntime([program])).toThrow(
    `expected its library for ${process.platform}-${process.arch} to load, got: wrong ELF class.`,
  );
});
