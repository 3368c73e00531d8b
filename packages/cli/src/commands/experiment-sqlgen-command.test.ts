import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { generatePairs } from '@momq/datagen';
import { cypher } from '@momq/dialect-cypher';
import { sqlite } from '@momq/dialect-sqlite';
import { sqlgenSizes } from '@momq/model-nano/experiment';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { capture } from '../testing/captured-run.js';
import { findTrainingData } from '../training/training-data.js';
import { runSqlgenExperiment } from '../experiment/sqlgen-table.js';
import type { SqlgenTableRequest } from '../experiment/sqlgen-table.js';
import { scriptedModel } from '../testing/scripted-model.js';

const folder = mkdtempSync(path.join(tmpdir(), 'momq-sqlgen-table-'));
const at = (...names: string[]): string => path.join(folder, ...names);
afterAll(() => rmSync(folder, { recursive: true }));

/** Two folders of pairs; the one stands for what people asked. */
beforeAll(async () => {
  for (const [name, seed, test] of [
    ['spider', 7, 0],
    ['generated', 8, 1],
  ] as const)
    await generatePairs({
      outputFolder: at('data', name),
      targets: [sqlite(), cypher()],
      databases: { train: 2, validation: 0, test },
      pairsPerDatabase: 16,
      testPairsPerDatabase: 8,
      seed,
    });
}, 120_000);

const args = (...more: string[]): string[] => [
  ...['experiment', 'sqlgen-table', '--data', at('data'), '--run', at('run'), '--seeds', '1'],
  ...['--pairs', '6', '--steps', '2', '--test-questions', '3'],
  ...['--adapt-databases', '1', '--adapt-pairs', '8', '--adapt-steps', '1', ...more],
];

/** Everything in the stored runs but how long they took. */
function storedRuns(): Record<string, unknown> {
  return Object.fromEntries(
    readdirSync(at('run', 'runs')).map((name) => {
      const run = JSON.parse(readFileSync(at('run', 'runs', name), 'utf8')) as object;
      return [name, { ...run, cpuSeconds: 0, commit: null }];
    }),
  );
}

/** The same comparison, whose signal is aborted when the first run is done. */
async function stoppedAfterOne(parts: SqlgenTableRequest['parts']): Promise<unknown> {
  const controller = new AbortController();
  const adapt = { adaptDatabases: 1, adaptPairs: 8, adaptSteps: 1 };
  return runSqlgenExperiment({
    packs: [sqlite()],
    data: findTrainingData(at('data'), () => at('data'), ['sqlite']),
    human: ['spider'],
    ...{ parts, folder: at('run'), seeds: [1], commit: null },
    sizes: { ...sqlgenSizes, pairs: 6, steps: 2, testQuestions: 3, ...adapt },
    report: (line) => {
      if (line.startsWith('run 1 of')) controller.abort(new Error('enough'));
    },
    signal: controller.signal,
  });
}

interface Summary {
  readonly tables: readonly {
    readonly part: string;
    readonly dialect: string;
    readonly questions: Record<string, number>;
    readonly rows: readonly { readonly arm: string; readonly pairs: number }[];
    readonly differences: readonly { readonly minus: Record<string, object> }[];
  }[];
}

describe('momq experiment sqlgen-table', () => {
  it('compares what models are trained on, and goes on where it was stopped to the same result', async () => {
    const parts = [
      ...['--dialect', 'sqlite'],
      '--parts',
      'data,augmentation,adaptation',
      '--out',
      at('report', 'table.md'),
      '--json',
    ];
    const first = await capture(args(...parts), scriptedModel());
    expect(first.code, first.stderr).toBe(0);
    const { tables } = JSON.parse(first.stdout) as Summary;
    expect(tables.map(({ part, dialect }) => `${part} ${dialect}`)).toEqual([
      'data sqlite',
      'augmentation sqlite',
      'adaptation sqlite',
    ]);
    const arms = tables.map(({ rows }) => rows.map(({ arm, pairs }) => `${arm} ${pairs}`));
    expect(arms.slice(0, 2)).toEqual([
      ['human 6', 'synthetic 6'],
      ['human 6', 'human+synthetic 12'],
    ]);
    const names = ['not adapted', 'adapted to others', 'adapted'];
    expect(tables[2]!.rows.map(({ arm }) => arm)).toEqual(names);
    expect(tables[2]!.rows.map(({ pairs }) => pairs > 6)).toEqual([false, true, true]);
    for (const { questions } of tables.slice(0, 2))
      expect(questions).toEqual({ human: 3, synthetic: 3 });
    expect(Object.values(tables[2]!.questions)).toEqual([3]);
    for (const { differences } of tables.slice(0, 2))
      expect(Object.keys(differences[0]!.minus)).toEqual(['all', 'human', 'synthetic']);
    const markdown = readFileSync(at('report', 'table.md'), 'utf8');
    expect(markdown).toMatch(/\| sqlite +\| human +\| synthetic minus human +\|/);

    const uninterrupted = storedRuns();
    expect(Object.keys(uninterrupted)).toHaveLength(6); // the parts share the model of human pairs
    for (const lost of ['human', 'human+synthetic', 'adapted'])
      rmSync(at('run', 'runs', `sqlite-${lost}-1.json`));
    rmSync(at('run', 'models'), { recursive: true });
    await expect(stoppedAfterOne(['data', 'augmentation', 'adaptation'])).rejects.toThrow('enough');
    expect(Object.keys(storedRuns())).toHaveLength(4);
    const second = await capture(args(...parts), scriptedModel());
    expect(second.code, second.stderr).toBe(0);
    expect(storedRuns()).toEqual(uninterrupted);

    const other = await capture(args(...parts, '--steps', '3'), scriptedModel());
    expect(other.code).toBe(2);
    expect(other.stderr).toMatch(/--run: .*run with steps 2, where this call has 3\. Give another/);
  }, 600_000);

  it('merges models of dialects, and asks what they are made of and what becomes of them', async () => {
    const { code, stdout, stderr } = await capture(
      args('--run', at('merged'), '--parts', 'merging', '--test-questions', '1', '--json'),
      scriptedModel(),
    );
    expect(code, stderr).toBe(0);
    const { tables } = JSON.parse(stdout) as Summary;
    expect(tables).toHaveLength(1);
    const [{ questions, rows, differences }] = tables as [Summary['tables'][number]];
    expect(questions).toEqual({ sqlite: 2, cypher: 2 }); // a human and a generated one each
    const merges = ['SLERP', 'TIES', 'DARE', 'MoE, random gates', 'MoE, keyword gates'];
    const made = ['base', 'expert cypher', 'expert sqlite', 'generalist', ...merges];
    expect(rows.map(({ arm }) => arm)).toEqual(made);
    expect(differences).toHaveLength(made.length - 1);
    // what is merged is not trained again: base, experts and generalist are kept
    expect(readdirSync(at('merged', 'models')).sort()).toEqual(
      ['base', 'expert-cypher', 'expert-sqlite', 'generalist'].map((name) => `all-${name}-1`),
    );
  }, 600_000);

  it.each<[string, string[], RegExp]>([
    ['an unknown part', ['--parts', 'data,judge'], /--parts: expected parts of data.*got "judge"/],
    [
      'one dialect to merge',
      ['--parts', 'merging', '--dialect', 'sqlite'],
      /--parts: .*two dialects.*got sqlite/,
    ],
    ['an unknown folder', ['--human', 'asked'], /expected folders of .*, got asked/],
    ['a folder of both kinds', ['--synthetic', 'spider'], /--synthetic: .*got spider/],
    ['no pairs', ['--data', at('nothing')], /in .*nothing, found none\. .*datagen/],
  ])('refuses %s', async (_, more, message) => {
    const { code, stderr } = await capture(args('--parts', 'data', ...more), scriptedModel());
    expect(code).toBe(2);
    expect(stderr).toMatch(message);
  });
});
