import { mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import '../../testing/cpu.js';
import { jointLora, perDialectLora } from '../../config/baselines.js';
import { loadBase } from '../../bases/load-base.js';
import type { Base } from '../../bases/base.js';
import { initialAdapters } from '../model/language-model-parameters.js';
import { baseGoldensFolder } from '../../testing/base-goldens.js';
import { OpenGenerators } from '../../testing/text-generators.js';
import { fullLogProbs, tinyMixture } from '../../testing/tiny-language-model.js';
import { foldAdapters } from '../../generation/fold-adapters.js';
import { weightsDigest } from './prefix/weights-digest.js';
import { quantizedMatrix } from './quantized-matrix.js';
import type { TextModel } from './text-generator-types.js';
import { textWeights } from './text-weights.js';

const open = new OpenGenerators();
let cacheFolder: string;
beforeAll(async () => {
  cacheFolder = await mkdtemp(join(tmpdir(), 'momq-quantised-'));
});
afterAll(async () => {
  await open.close();
  await rm(cacheFolder, { recursive: true });
});

/** MoMQ adapters on a base, none of whose weights is zero. */
function adapted(
  base: Base,
  mixture = tinyMixture(),
): TextModel & Required<Pick<TextModel, 'parameters'>> {
  const config = { ...base.config, mixture };
  const parameters = initialAdapters(config);
  for (const [name, { data }] of Object.entries(parameters))
    if (name.endsWith('lora_b')) data.forEach((_, i) => (data[i] = 0.1 * Math.sin(3 * i)));
  return { config, parameters, base, tokenizer: null };
}

const prompt = [5, 6, 7, 8, 9, 10];

describe.each(['qwen2-sharded', 'qwen2-tied-bf16', 'llama3'])('%s with adapters', (name) => {
  it.each([
    ['MoMQ', tinyMixture()],
    ['a joint LoRA', jointLora({ rank: 2 })],
    ['a LoRA per dialect', perDialectLora({ rank: 2, dialects: ['sqlite', 'cypher'] })],
  ])('computes on a base in its file what languageModel does in memory: %s', async (_, mixture) => {
    const base = await loadBase(join(baseGoldensFolder, name));
    const model = adapted(base, mixture);
    const generator = await open.create(model);
    const { answers } = await generator.generate({
      tokens: prompt,
      maxNewTokens: 6,
      stop: { tokens: [] },
    });
    const whole = {
      config: model.config,
      parameters: { ...(await base.parameters()), ...model.parameters },
    };
    const { tokens, logProbs } = answers[0]!;
    const want = fullLogProbs(whole, [...prompt, ...tokens]);
    tokens.forEach((token, i) => {
      const row = want[prompt.length - 1 + i]!;
      expect(logProbs[i]).toBeCloseTo(row[token]!, 4);
      expect(Math.max(...row)).toBeCloseTo(row[token]!, 4);
    });
  });

  it.each([
    ['int8', 8, 0.08],
    ['int4', 4, 0.08],
  ] as const)(
    'computes with %s blocks what they stand for, from file and memory',
    async (quantization, bits, tolerance) => {
      const base = await loadBase(join(baseGoldensFolder, name));
      const model = adapted(base);
      const inMemory = { ...(await base.parameters()), ...model.parameters };
      const [mapped, held] = [
        await open.create(model, { quantization, cacheFolder }),
        await open.create(
          { config: model.config, parameters: inMemory, tokenizer: null },
          { quantization },
        ),
      ];
      const request = {
        tokens: prompt,
        dialect: 'postgres',
        maxNewTokens: 6,
        stop: { tokens: [] },
      };
      const { answers } = await mapped.generate(request);
      expect((await held.generate(request)).answers).toEqual(answers);

      // the same blocks, dequantised by hand; the kernels round activations to int8
      const folded = foldAdapters(model.config, inMemory);
      const parameters = { ...folded.parameters };
      for (const [each, weight] of Object.entries(folded.parameters))
        if (weight.shape.length === 2 && !each.includes('.groups.'))
          parameters[each] = { ...weight, data: dequantised(each, weight, bits) };
      const { tokens, logProbs } = answers[0]!;
      const want = fullLogProbs({ config: folded.config, parameters }, [...prompt, ...tokens], {
        dialect: 'postgres',
        folded: true,
      });
      tokens.forEach((token, i) => {
        expect(Math.abs(logProbs[i]! - want[prompt.length - 1 + i]![token]!)).toBeLessThan(
          tolerance,
        );
      });
    },
  );
});

it.each(['int8', 'none'] as const)(
  'tells prefixes apart that shared experts read (%s)',
  async (quantization) => {
    const base = await loadBase(join(baseGoldensFolder, 'llama3'));
    const [one, other] = [adapted(base), adapted(base)];
    const shared = Object.keys(other.parameters).find((name) => /shared.*lora_b$/.test(name))!;
    other.parameters[shared]!.data[0] = 9;
    const [first, second] = await Promise.all(
      [one, other].map(async (model) => {
        const { identity, experts } = await textWeights(model, { quantization, cacheFolder });
        return JSON.stringify([identity, weightsDigest(experts)]);
      }),
    );
    expect(first).not.toBe(second);
  },
);

function dequantised(
  name: string,
  weight: Parameters<typeof quantizedMatrix>[1],
  baseBits: 4 | 8,
): Float32Array {
  const bits = /embed_tokens|lm_head/.test(name) ? 8 : baseBits;
  const blocks = quantizedMatrix(name, weight, baseBits);
  const [packed, scales, zeroPoints] = ['packed', 'scales', 'zero_points'].map(
    (part) => blocks[`${name}.${part}`],
  );
  const [rows, columns] = weight.shape as [number, number];
  const size = bits === 8 ? 64 : 32;
  const perRow = scales!.shape[1]!;
  const half = (bytes: number, i: number): number => (bytes >> (4 * (i & 1))) & 15;
  return Float32Array.from({ length: rows * columns }, (_, i) => {
    const [row, column] = [Math.floor(i / columns), i % columns];
    const block = Math.floor(column / size);
    const scale = scales!.data[row * perRow + block]!;
    const place = row * perRow * size + column;
    if (bits === 8) return (packed!.data[place]! - 128) * scale;
    const zero = half(zeroPoints!.data[row * Math.ceil(perRow / 2) + (block >> 1)]!, block);
    return (half(packed!.data[place >> 1]!, place) - zero) * scale;
  });
}

it('quantises a base once, and anew when its adapters or their scale differ', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'momq-quantised-'));
  try {
    const base = await loadBase(join(baseGoldensFolder, 'llama3'));
    const model = adapted(base);
    const create = (each: TextModel) =>
      open.create(each, { quantization: 'int4', cacheFolder: folder });
    await create(model);
    const [file] = await readdir(folder);
    const { mtimeMs, ino } = await stat(join(folder, file!));
    await create(model);
    expect(await stat(join(folder, file!))).toMatchObject({ mtimeMs, ino });
    const name = 'layers.0.self_attn.q_proj.lora_b';
    const changed = {
      ...model.parameters[name]!,
      data: model.parameters[name]!.data.map((x) => 2 * x),
    };
    await create({ ...model, parameters: { ...model.parameters, [name]: changed } });
    expect(await readdir(folder)).toHaveLength(2);
    const { config } = model;
    const stronger = { ...config.mixture!, lora: { ...config.mixture!.lora, alpha: 99 } };
    await create({ ...model, config: { ...config, mixture: stronger } });
    expect(await readdir(folder)).toHaveLength(3);
  } finally {
    await rm(folder, { recursive: true });
  }
});

it('names a weight that neither base nor parameters have', async () => {
  const base = await loadBase(join(baseGoldensFolder, 'llama3'));
  const { 'norm.weight': _, ...parameters } = await base.parameters();
  await expect(open.create({ config: base.config, parameters })).rejects.toMatchObject({
    code: 'MOE_MISSING_PARAMETER',
    message: expect.stringContaining('norm.weight') as string,
  });
});
