import { copyFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { libraryFolder } from '../runtime/onnx-runtime.js';
import { missingLibraries, neededLibraries } from './shared-library.js';

const binding = path.join(libraryFolder, 'onnxruntime_binding.node');

describe.skipIf(process.platform !== 'linux')('shared libraries (linux only)', () => {
  let folder = '';
  beforeAll(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'momq-libraries-'));
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  it('reads what a library needs', () => {
    expect(neededLibraries(binding)).toContain('libonnxruntime.so.1');
  });

  it('finds the needed libraries of one that loads', () => {
    expect(missingLibraries(binding)).toEqual([]);
  });

  it('names the library that is not there', () => {
    const alone = path.join(folder, 'alone.node');
    copyFileSync(binding, alone);
    expect(missingLibraries(alone)).toEqual(['libonnxruntime.so.1']);
    expect(missingLibraries(alone, { LD_LIBRARY_PATH: path.dirname(binding) })).toEqual([]);
  });

  it('refuses files that are no libraries', () => {
    const text = path.join(folder, 'text.so');
    writeFileSync(text, 'not a library'.repeat(10));
    expect(() => neededLibraries(text)).toThrow('expected a 64-bit little-endian ELF library');
    writeFileSync(text, 'short');
    expect(() => neededLibraries(text)).toThrow('ends at byte 5');
  });
});
