import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sha256 } from '../../checkpoint/atomic-file.js';
import type { LanguageModelConfig } from '../model/language-model-config.js';
import { plainMixture, textRun, textSamples } from '../../testing/text-samples.js';
import { readPortableResult, writePortableRun, type PortableRun } from './portable-run.js';
import type { LanguageModelTrainerOptions } from './text-trainer-options.js';
import { trainLanguageModel } from './train-language-model.js';

const prefixes = [
  [100, 101, 102, 103, 104, 105, 106],
  [110, 111, 112],
  [100, 101, 102, 120, 121],
];
/** Every prefix with every dialect, whose samples alternate. */
const prefixOf = (i: number): number => Math.floor(i / 3) % 3;
const lines = async (file: string): Promise<unknown[]> =>
  (await readFile(join(folder, file), 'utf8'))
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as unknown);

let folder = '';
let options: LanguageModelTrainerOptions;
let written: PortableRun;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'momq-portable-'));
  options = {
    ...(await textRun()),
    mixture: { ...plainMixture, activation: 'after-prefix' },
    samples: [
      // too long, so that its prefix is none of the run
      {
        id: 'long',
        dialect: 'sqlite',
        prefix: [99, 98],
        prompt: Array<number>(40).fill(9),
        answer: [9],
      },
      ...textSamples(24).map((sample, i) => ({ ...sample, prefix: prefixes[prefixOf(i)]! })),
    ],
    onData: () => undefined,
    threads: 1,
    ...{ totalSteps: 20, batchSize: 2, accumulationSteps: 2, sharedRowLength: 30 },
    ...{ groupScope: 'own', balanceOver: 'micro-batch' },
    loss: { dialect: 0.5, balance: 0.1 },
    optimizer: { learningRate: 1e-2, emaDecay: 0.9 },
  };
  written = await writePortableRun(folder, options);
});
afterAll(() => rm(folder, { recursive: true }));

describe('writePortableRun', () => {
  it('writes every update, each prefix once, and what the weights start from', async () => {
    const steps = (await lines('steps.jsonl')) as {
      prefix: number;
      dialect: number;
      samples: { tokens: number[]; promptLength: number }[];
    }[][][];
    expect(await lines('prefixes.jsonl')).toEqual(prefixes);
    expect(steps).toHaveLength(20);
    expect(written.planSha256).toBe(sha256(await readFile(join(folder, 'steps.jsonl'))));
    const samples = textSamples(24);
    for (const row of steps.flat(2))
      for (const { tokens, promptLength } of row.samples) {
        const of = samples.find(
          ({ prompt, answer }) => [...prompt, ...answer, 1].join() === tokens.join(),
        );
        expect(promptLength).toBe(of?.prompt.length);
        expect(plainMixture.groups[row.dialect]?.name).toBe(of?.dialect);
        expect(prefixOf(samples.indexOf(of!))).toBe(row.prefix);
      }
    const initial = await readFile(join(folder, 'initial.safetensors'));
    await writeFile(join(folder, 'result.safetensors'), initial);
    await writeFile(join(folder, 'result.json'), '{"name":"none"}');
    const { parameters, facts } = await readPortableResult(folder, written.config);
    expect(facts).toEqual({ name: 'none' });
    expect(Object.keys(parameters).some((name) => name.includes('norm'))).toBe(false);
    await expect(
      readPortableResult(folder, { ...written.config, mixture: plainMixture }),
    ).rejects.toMatchObject({ code: 'MOE_BAD_INPUT' });
  });

  const python = process.env['MOMQ_PYTHON'];
  it.skipIf(python === undefined)(
    'is trained by PyTorch to the same losses and weights (set MOMQ_PYTHON to a Python with benchmarks/peers/requirements.txt)',
    async () => {
      const script = new URL('../../../../../benchmarks/peers/text_train.py', import.meta.url);
      const settings = ['--precision', 'float32', '--threads', '1'];
      const train = () =>
        promisify(execFile)(python!, [fileURLToPath(script), folder, ...settings]);
      await train();
      const logPath = join(folder, 'engine.jsonl');
      const { config, averagedParameters } = await trainLanguageModel({ ...options, logPath });
      const [peer, own] = [await lines('log.jsonl'), await lines('engine.jsonl')];
      expect(own).toHaveLength(20);
      for (const [i, entry] of own.entries())
        for (const term of ['lmLoss', 'balanceLoss', 'dialectLoss', 'gradientNorm'])
          expect((peer[i] as Record<string, number>)[term]).toBeCloseTo(
            (entry as Record<string, number>)[term]!,
            4,
          );
      const { parameters } = await readPortableResult(folder, config);
      for (const [name, { data }] of Object.entries(averagedParameters))
        for (const [i, value] of data.entries())
          expect(Math.abs(value - parameters[name]!.data[i]!)).toBeLessThan(1e-3);

      const path = join(folder, 'run.json');
      const run = JSON.parse(await readFile(path, 'utf8')) as { config: LanguageModelConfig };
      const { config: ran } = run;
      const dropout = { ...ran, mixture: { ...ran.mixture, dropout: 0.1 } };
      for (const [what, change] of [
        ['dropout', { config: dropout }],
        ['a balance over updates', { balanceOver: 'update' }],
        ['adapters that stay', { trainable: [] }],
      ] as const) {
        await writeFile(path, JSON.stringify({ ...run, ...change }));
        await expect(train()).rejects.toThrow(`expected a run without ${what}`);
      }
    },
  );
});
