import { createHash } from 'node:crypto';
import { readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { expertsFolder } from './index.js';

/** SHA-256 of `momq.json`, which in turn names the hash of every weight file. Changes with every new training. */
const manifestSha256 = 'ac6e432001750e958d4015e2178d0c413eb44c23256b40def3436c4f4cb8840d';
/** All files together; they are part of the repository. */
const mostBytes = 60 << 20;

interface Manifest {
  readonly sha256: Readonly<Record<string, string>>;
  readonly groups: readonly { readonly name: string }[];
  readonly base: { readonly id: string; readonly weightsSha256: string };
  readonly mixture: { readonly activation?: string };
  readonly metadata: {
    readonly config: { readonly base: string };
    readonly data: Readonly<Record<string, { sha256: string; licences: readonly string[] }>>;
    readonly trainer: { readonly name: string; readonly step: number };
  };
}

const hashOf = (file: string): string =>
  createHash('sha256')
    .update(readFileSync(path.join(expertsFolder, file)))
    .digest('hex');

describe('the committed experts', () => {
  const manifest = JSON.parse(
    readFileSync(path.join(expertsFolder, 'momq.json'), 'utf8'),
  ) as Manifest;

  it('are the ones that were measured, and small', () => {
    expect(hashOf('momq.json')).toBe(manifestSha256);
    let bytes = 0;
    for (const [file, hash] of Object.entries(manifest.sha256)) {
      expect(hashOf(file), file).toBe(hash);
      bytes += statSync(path.join(expertsFolder, file)).size;
    }
    expect(bytes).toBeLessThan(mostBytes);
  });

  it('say what they are for and how they were made', () => {
    const { groups, base, mixture, metadata } = manifest;
    expect(groups.map(({ name }) => name)).toEqual([
      'sqlite',
      'postgres',
      'cypher',
      'mysql',
      'bigquery',
    ]);
    expect(base.weightsSha256).toMatch(/^[0-9a-f]{64}$/);
    expect(mixture.activation).toBe('after-prefix');
    expect(metadata.config.base).toBe('qwen2.5-coder-0.5b');
    expect(metadata.trainer.step).toBeGreaterThan(0);
    for (const { sha256, licences } of Object.values(metadata.data)) {
      expect(sha256).toMatch(/^[0-9a-f]{64}$/);
      expect(licences.length).toBeGreaterThan(0);
    }
  });

  it('have a calibration of the cascade with them', () => {
    const { provenance } = JSON.parse(
      readFileSync(path.join(expertsFolder, 'cascade-calibration.json'), 'utf8'),
    ) as { readonly provenance: { readonly weights: string; readonly n: number } };
    const files = JSON.stringify(Object.entries(manifest.sha256).sort());
    const own = createHash('sha256').update(files).digest('hex');
    expect(provenance.weights).toMatch(new RegExp(`^[0-9a-f]{64}\\+${own}$`));
    expect(provenance.n).toBe(94);
  });
});
