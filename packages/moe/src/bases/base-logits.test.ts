import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { jit } from '@momq/engine';
import { tensor, tensor2d, tidy, type Tensor } from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { languageModel, type LanguageModelInputs } from '../text/model/language-model.js';
import { floatTensor, intTensor, type HostTensor } from '../numerics/host-tensor.js';
import { caseFolder, readBaseGoldens, type BaseGolden } from '../testing/base-goldens.js';
import { expectClose } from '../testing/cpu.js';
import { loadBase } from './load-base.js';

const python = process.env['MOMQ_PYTHON'];

/** Rows and columns whose logits have a meaning: real tokens. */
function realValues(golden: BaseGolden, logits: Float32Array): Float32Array {
  if (golden.mask === undefined) return logits;
  const width = logits.length / golden.tokens.flat().length;
  const real = golden.mask.flat();
  return logits.filter((_, i) => real[Math.floor(i / width)] === 1);
}

async function compareEager(golden: BaseGolden, folder?: string): Promise<void> {
  const copy = await caseFolder(golden, folder);
  try {
    const base = await loadBase(copy);
    const weights = await base.parameters();
    tidy(() => {
      const parameters = Object.fromEntries(
        Object.entries(weights).map(([name, { data, shape }]) => [name, tensor(data, [...shape])]),
      );
      const rows = (values: readonly (readonly number[])[] | undefined): Tensor | null =>
        values === undefined ? null : tensor2d(values as number[][], undefined, 'int32');
      const inputs: LanguageModelInputs = {
        tokens: rows(golden.tokens) as Tensor,
        mask: golden.mask === undefined ? null : tensor2d(golden.mask as number[][]),
        positions: rows(golden.positions),
      };
      const { logits, hiddenStates } = languageModel(parameters, base.config, inputs, {
        collectHidden: golden.hidden.length > 0,
      });
      expect(logits.shape).toEqual(golden.logits.shape);
      expectClose(
        realValues(golden, logits.dataSync() as Float32Array),
        realValues(golden, golden.logits.data as Float32Array),
        1e-4,
      );
      expect(hiddenStates).toHaveLength(golden.hidden.length);
      golden.hidden.forEach((state, i) =>
        expectClose(hiddenStates[i] as Tensor, state.data as Float32Array, 1e-4),
      );
    });
  } finally {
    await rm(copy, { recursive: true });
  }
}

const goldens = await readBaseGoldens();

describe('logits equal those of PyTorch transformers', () => {
  it.each(goldens)('$model: $name', async (golden) => compareEager(golden));

  it('notices a wrong option: the goldens of one case do not fit another', async () => {
    const [plain, yarn] = ['plain', 'yarn, all options'].map((name) =>
      goldens.find((golden) => golden.model === 'qwen2-sharded' && golden.name === name)!,
    );
    await expect(compareEager({ ...yarn!, config: plain!.config })).rejects.toThrow();
  });
});

it.each(goldens.filter(({ name }) => /^(plain|padded|far|dynamic, pos|window sh)/.test(name)))(
  'compiled, with the weights mapped from their files: $model, $name',
  async (golden) => {
    const copy = await caseFolder(golden);
    const base = await loadBase(copy);
    const run = jit(
      (inputs, weights) => ({
        outputs: {
          logits: languageModel(weights, base.config, inputs as unknown as LanguageModelInputs)
            .logits,
        },
      }),
      { constants: await base.constants() },
    );
    try {
      const shape = [golden.tokens.length, golden.tokens[0]!.length];
      const inputs: Record<string, HostTensor> = {
        tokens: intTensor(Int32Array.from(golden.tokens.flat()), shape),
      };
      if (golden.mask !== undefined)
        inputs['mask'] = floatTensor(Float32Array.from(golden.mask.flat()), shape);
      if (golden.positions !== undefined)
        inputs['positions'] = intTensor(Int32Array.from(golden.positions.flat()), shape);
      const { logits } = await run.run(inputs);
      expectClose(
        realValues(golden, logits!.data as Float32Array),
        realValues(golden, golden.logits.data as Float32Array),
        1e-4,
      );
    } finally {
      await run.dispose();
      await rm(copy, { recursive: true });
    }
  },
);

it.skipIf(python === undefined)(
  'fresh random models, made and run by transformers now (needs MOMQ_PYTHON, a Python with reference/bases/requirements.txt)',
  async () => {
    const folder = await mkdtemp(join(tmpdir(), 'momq-live-'));
    const script = fileURLToPath(
      new URL('../../../../reference/bases/make_base_goldens.py', import.meta.url),
    );
    try {
      const seed = String(1 + Math.floor(Math.random() * 1e6));
      await promisify(execFile)(python as string, [script, '--seed', seed, '--out', folder]);
      const live = await readBaseGoldens(folder);
      expect(live).toHaveLength(goldens.length);
      for (const golden of live) await compareEager(golden, folder);
    } finally {
      await rm(folder, { recursive: true });
    }
  },
  120_000,
);
