import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { writePair } from '@momq/core/pairs';
import type { TrainingPair } from '@momq/core/pairs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { capture } from '../testing/captured-run.js';

const base = fileURLToPath(new URL('../../../moe/fixtures/gguf/tiny-qwen2.gguf', import.meta.url));
const folder = mkdtempSync(path.join(tmpdir(), 'momq-text-table-'));
const at = (...names: string[]): string => path.join(folder, ...names);
afterAll(() => rmSync(folder, { recursive: true }));

const counting = {
  sqlite: (entity: string) => `SELECT COUNT(*) FROM ${entity}`,
  cypher: (entity: string) => `MATCH (n:${entity}) RETURN count(*)`,
};

const logical: NonNullable<TrainingPair['logical']> = {
  ...{ kind: 'select', from: [], distinct: false, select: [], groupBy: [], orderBy: [] },
};

/** A database of one table, and questions on it in both dialects. */
function writeDatabase(dbId: string, entity: string, split: 'train' | 'test'): TrainingPair[] {
  const fields = [
    { name: 'id', type: 'integer' },
    { name: 'city', type: 'text' },
  ];
  const content = {
    schema: { name: dbId, family: 'relational', links: [], entities: [{ name: entity, fields }] },
    rows: { [entity]: [[1, 'Oslo']] },
  };
  writeFileSync(at('pairs', 'databases', `${dbId}.json`), JSON.stringify(content));
  const questions = [`How many rows has ${entity}?`, `Count ${entity}.`, `Number of ${entity}?`];
  return (['sqlite', 'cypher'] as const).flatMap((dialect) =>
    questions.map((question, i) => ({
      ...{ id: `made/${dbId}/${i}`, source: 'made', licence: 'Apache-2.0', dbId, split },
      ...{ question, dialect, query: `${counting[dialect](entity)}${' '.repeat(i)}` },
      logical,
      ...{ rows: [[1]], rowCount: 1 },
    })),
  );
}

const args = (run: string, ...more: string[]): string[] => [
  ...['experiment', 'momq-table', '--base', base, '--dialect', 'sqlite', 'cypher'],
  ...['--data', at('pairs'), '--run', at(run), '--seeds', '1', '--setting', 'imbalanced'],
  ...['--scale', '0.001', '--test-questions', '2', '--rank', '2', ...more],
];

beforeAll(() => {
  mkdirSync(at('pairs', 'databases'), { recursive: true });
  const pairs = [
    ...writeDatabase('shop', 'customer', 'train'),
    ...writeDatabase('depot', 'crate', 'test'),
  ];
  for (const id of ['sqlite', 'cypher'])
    writeFileSync(
      at('pairs', `${id}.jsonl`),
      pairs
        .filter(({ dialect }) => dialect === id)
        .map(writePair)
        .join(''),
    );
});

interface Summary {
  readonly tables: readonly { readonly rows: readonly Record<string, unknown>[] }[];
  readonly losses: readonly Record<string, unknown>[];
  readonly testQuestions: object;
  readonly sizes: object;
}

describe('momq experiment momq-table --base', () => {
  const methods = ['--variants', 'momq,joint-lora', '--out', at('table.md'), '--json'];

  it('trains and measures each method, goes on where it was, and refuses other settings', async () => {
    const first = await capture(args('run', ...methods));
    expect(first.code, first.stderr).toBe(0);
    expect(first.stderr).toContain('run 2 of 2 imbalanced-joint-lora-1: sqlite ');
    const summary = JSON.parse(first.stdout) as Summary;
    expect(summary).toMatchObject({
      testQuestions: { sqlite: 2, cypher: 2 },
      sizes: { richRows: 3, poorRows: 1, rank: 2 },
    });
    const [momq, joint] = summary.tables[0]!.rows;
    expect(momq).toMatchObject({ variant: 'momq', rank: 2, routed: expect.any(Number) });
    expect(joint).toMatchObject({ variant: 'joint-lora', routed: null });
    const weights = [momq, joint].map((row) => row!['adapterWeights'] as number);
    expect(Math.abs(weights[1]! / weights[0]! - 1)).toBeLessThan(0.15);
    expect(summary.losses.map(({ dialect, questions }) => [dialect, questions])).toEqual([
      ['all', 4],
      ['sqlite', 2],
      ['cypher', 2],
    ]);
    const markdown = readFileSync(at('table.md'), 'utf8');
    expect(markdown).toContain('Imbalanced: 3 sqlite, 1 cypher.');
    expect(markdown).toMatch(/\| imbalanced \| MoMQ \| 1 \| 2 \| sqlite \d\/2, \d+\.\d+; .*%/);

    // one run is lost whole, of the other only the result
    const run = (name: string): string => at('run', 'runs', `imbalanced-${name}-1.json`);
    const stored = (name: string) => JSON.parse(readFileSync(run(name), 'utf8')) as object;
    const [kept, before] = [statSync(run('momq')).mtimeMs, stored('joint-lora')];
    rmSync(run('joint-lora'));
    rmSync(at('run', 'trained', 'imbalanced-joint-lora-1'), { recursive: true });
    const second = await capture(args('run', ...methods));
    expect(second.code, second.stderr).toBe(0);
    expect(statSync(run('momq')).mtimeMs).toBe(kept);
    const measured = { cpuSeconds: 0, minutes: 0, commit: null };
    expect({ ...stored('joint-lora'), ...measured }).toEqual({ ...before, ...measured });

    const other = await capture(args('run', ...methods, '--epochs', '2'));
    expect(other.code).toBe(2);
    expect(other.stderr).toMatch(
      /--run: .*run with epochs 1, where this call has 2\. Give another/,
    );
  }, 300_000);

  it('has another program train where one is named', async () => {
    const program = at('trainer.mjs');
    writeFileSync(
      program,
      `import { copyFileSync, readFileSync, writeFileSync } from 'node:fs';
const folder = process.argv.at(-1);
const { totalSteps } = JSON.parse(readFileSync(folder + '/run.json', 'utf8'));
const step = process.argv[2] === 'half' ? totalSteps - 1 : totalSteps;
console.log('1/2 half'); console.log('nothing is learnt');
copyFileSync(folder + '/initial.safetensors', folder + '/result.safetensors');
writeFileSync(folder + '/result.json', JSON.stringify({ name: 'idle', step }));
if (process.argv[2] === 'fail') process.exit(3);
`,
    );
    const trained = async (...words: string[]) =>
      capture(
        args('other', '--variants', 'no-shared-group', '--trainer', process.execPath, ...words),
      );
    const failed = await trained(program, 'fail');
    expect(failed.code).toBe(2);
    expect(failed.stderr).toMatch(/--trainer: .* which ended with 3\. It said:\s+1\/2 half/);
    const half = await trained(program, 'half');
    expect(half.stderr).toMatch(/--trainer: .* to make all 2 updates of .*, got 1\./);
    const { code, stdout, stderr } = await trained(program);
    expect(code, stderr).toBe(0);
    expect(stdout).toContain('trained by idle.');
    expect(stdout).toMatch(/MoMQ without shared group \| 1 \| 2 \|/);
    const absent = await capture(args('third', '--variants', 'momq', '--trainer', at('nothing')));
    expect(absent.code).toBe(2);
    expect(absent.stderr).toContain('cannot be started (ENOENT)');
  }, 300_000);

  it.each<[string, string[], RegExp]>([
    ['an unknown base', ['--base', 'smollm9'], /--base: .*smollm9.*fetch_bases\.py/s],
    ['methods of the tiny decoder', ['--variants', 'mixlora'], /--variants: .*got "mixlora"/],
    ['steps', ['--steps', '3'], /--steps: .*--epochs/],
  ])('refuses %s', async (_, more, message) => {
    const { code, stderr } = await capture(args('none', ...more));
    expect(code).toBe(2);
    expect(stderr).toMatch(message);
  });

  it.each<[string, string[], RegExp]>([
    ['its options without a base', ['--scale', '0.1'], /--scale: expected it with --base/],
    ['one dialect', ['--base', base, '--dialect', 'sqlite', 'sqlite'], /two dialects or more/],
    ['no pairs', ['--base', base, '--data', at('nothing')], /in .*nothing, got none.*datagen/],
  ])('refuses %s', async (_, more, message) => {
    const { code, stderr } = await capture(['experiment', 'momq-table', ...more]);
    expect(code).toBe(2);
    expect(stderr).toMatch(message);
  });
});
