import { mkdtempSync, readFileSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { generatePairs } from '@momq/datagen';
import { postgres } from '@momq/dialect-postgres';
import { sqlite } from '@momq/dialect-sqlite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { capture } from '../testing/captured-run.js';
import { scriptedModel } from '../testing/scripted-model.js';

const folder = mkdtempSync(path.join(tmpdir(), 'momq-experiment-'));
const data = path.join(folder, 'data');
afterAll(() => rmSync(folder, { recursive: true }));

describe('momq experiment momq-table', () => {
  beforeAll(async () => {
    // as momq datagen, with fewer questions of a database
    await generatePairs({
      outputFolder: data,
      targets: [sqlite(), postgres()],
      databases: { train: 2, validation: 0, test: 1 },
      pairsPerDatabase: 16,
      testPairsPerDatabase: 8,
      seed: 7,
    });
  });

  const run = path.join(folder, 'run');
  const out = path.join(folder, 'report', 'table.md');
  const args = [
    ...['experiment', 'momq-table', '--data', data, '--run', run, '--seeds', '1', '--json'],
    ...['--steps', '2', '--base-steps', '2', '--test-questions', '2', '--setting', 'imbalanced'],
    ...['--variants', 'momq,per-dialect-lora', '--out', out],
  ];

  it('measures every method on the held-out questions, and repeats no finished run', async () => {
    const first = await capture(args, scriptedModel());
    expect(first.stderr).toContain('2/2 imbalanced per-dialect-lora seed 1');
    expect(first.code).toBe(0);
    const { tables, testQuestions, hashes } = JSON.parse(first.stdout) as {
      tables: { setting: string; rows: Record<string, unknown>[] }[];
      testQuestions: Record<string, number>;
      hashes: Record<string, string>;
    };
    expect(testQuestions).toEqual({ sqlite: 2, postgres: 2 });
    expect(Object.values(hashes)).toHaveLength(2);
    expect(tables.map(({ setting }) => setting)).toEqual(['imbalanced']);
    const [momq, lora] = tables[0]!.rows;
    expect(momq).toMatchObject({ variant: 'momq', rank: 4, seeds: 1, momqMinus: null });
    expect(lora).toMatchObject({ variant: 'per-dialect-lora', routed: null });
    const weights = [momq, lora].map((row) => row!['adapterWeights'] as number);
    expect(Math.abs(weights[1]! / weights[0]! - 1)).toBeLessThan(0.15);
    const markdown = readFileSync(out, 'utf8');
    expect(markdown).toContain('## Imbalanced');
    expect(markdown).toMatch(/per-dialect LoRA \| .*\[/);

    const files = readdirSync(path.join(run, 'runs'));
    expect(files.sort()).toEqual(['imbalanced-momq-1.json', 'imbalanced-per-dialect-lora-1.json']);
    const times = () => files.map((file) => statSync(path.join(run, 'runs', file)).mtimeMs);
    const before = times();
    rmSync(path.join(run, 'runs', files[1]!));
    const second = await capture(args, scriptedModel());
    expect(times()[0]).toBe(before[0]);
    const timeless = (text: string): unknown =>
      JSON.parse(text, (key, value: unknown) => (key === 'cpuSeconds' ? 0 : value));
    expect(timeless(second.stdout)).toEqual(timeless(first.stdout));
  }, 300_000);

  it('names the methods when one is unknown', async () => {
    const { code, stderr } = await capture(
      [...['experiment', 'momq-table', '--data', data, '--run', run], '--variants', 'momq,xlora'],
      scriptedModel(),
    );
    expect(code).toBe(2);
    expect(stderr).toMatch(/CONFIG_INVALID: --variants: expected methods of momq, joint-lora/);
  });

  it('says how to make data that is not there', async () => {
    const { code, stderr } = await capture(
      ['experiment', 'momq-table', '--data', path.join(folder, 'none'), '--run', run],
      scriptedModel(),
    );
    expect(code).toBe(2);
    expect(stderr).toContain('momq datagen');
  });
});
