import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { nanoWeightsFolder } from './load-nano.js';
import { candidateFeatures } from './ranking/candidate-features.js';

/** SHA-256 of `momq.json`, which in turn names the hash of every weight file. Changes with every new model. */
const manifestSha256 = '4ebf47d8b09a5e0b43ab1927f2160ac7f1cfb2a43e4a39edcc192aebb3ec1596';

interface Manifest {
  readonly sha256: Readonly<Record<string, string>>;
  readonly groups: readonly { name: string }[];
  readonly metadata: {
    readonly command: string;
    readonly seed: number;
    readonly data: Readonly<
      Record<string, { sha256: string; rows: number; licences: readonly string[] }>
    >;
    readonly ranking: { weights: readonly number[]; questions: number };
  };
}

const sha256 = (file: string): string =>
  createHash('sha256').update(readFileSync(file)).digest('hex');
const manifestPath = path.join(nanoWeightsFolder, 'momq.json');

describe('the committed weights', () => {
  const manifest = JSON.parse(readFileSync(manifestPath, 'utf8')) as Manifest;

  it('are the ones that were measured', () => {
    expect(sha256(manifestPath)).toBe(manifestSha256);
    expect(Object.keys(manifest.sha256)).toContain('base.safetensors');
    for (const [file, hash] of Object.entries(manifest.sha256))
      expect(sha256(path.join(nanoWeightsFolder, file)), file).toBe(hash);
  });

  it('say how they were made', () => {
    const { command, seed, data, ranking } = manifest.metadata;
    expect(command).toMatch(/^momq train /);
    expect(Number.isInteger(seed)).toBe(true);
    expect(Object.keys(data).sort()).toEqual(
      ['generated', 'intents', 'spider'].flatMap((folder) =>
        ['bigquery', 'cypher', 'mysql', 'ngql', 'postgres', 'sqlite'].map((dialect) =>
          path.join(folder, `${dialect}.jsonl`),
        ),
      ),
    );
    for (const { sha256: hash, licences } of Object.values(data)) {
      expect(hash).toMatch(/^[0-9a-f]{64}$/);
      expect(licences.length).toBeGreaterThan(0);
    }
    expect(ranking.weights).toHaveLength(candidateFeatures.length);
  });

  it('have a group for each of the three dialects, and their curves beside them', () => {
    expect(manifest.groups.map(({ name }) => name)).toEqual(['sqlite', 'postgres', 'cypher']);
    for (const file of ['base.jsonl', 'experts.jsonl', 'curves.svg'])
      expect(existsSync(path.join(nanoWeightsFolder, file)), file).toBe(true);
  });
});
