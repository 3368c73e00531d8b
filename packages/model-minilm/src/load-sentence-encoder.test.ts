import { cpSync, mkdtempSync, rmSync, truncateSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadSentenceEncoder, type SentenceEncoder } from './index.js';
import * as exported from './index.js';
import { createEngineForward } from './engine-forward.js';
import { readBertWeights } from './bert-weights.js';
import { forEachHiddenStates } from './hidden-states.js';
import { maxDifference, readGoldenStates } from './testing/goldens.js';
import { readWeightsFolder, shippedWeightsFolder } from './weights-folder.js';

// Half-precision storage rounds each weight by up to 2⁻¹¹ of its size; PyTorch, given the same
// weights, moves no hidden state of these texts by more than 3.4e-3. Hidden states reach ±6.
const storageTolerance = 4e-3;
// float32 arithmetic in another order over six layers.
const arithmeticTolerance = 2e-5;

const golden = readGoldenStates();

it('exports what the README documents', () => {
  expect(Object.keys(exported).sort()).toEqual(['MiniLmError', 'loadSentenceEncoder']);
});

describe('hidden states through the engine', () => {
  it('equal those of PyTorch, all texts in padded batches', async () => {
    const { model } = await readWeightsFolder(shippedWeightsFolder);
    const { tables, parameters } = readBertWeights(model, 'model.safetensors');
    const { forward, release } = createEngineForward(parameters);
    let compared = 0;
    const ids = golden.texts.map((text) => text.ids);
    await forEachHiddenStates(ids, { tables, forward }, (index, { hidden, offset, width }) => {
      const { sourceHidden, shippedHidden } = golden.texts[index]!;
      const actual = hidden.slice(offset, offset + ids[index]!.length * width);
      expect(maxDifference(actual, sourceHidden)).toBeLessThan(storageTolerance);
      if (shippedHidden) {
        expect(maxDifference(actual, shippedHidden)).toBeLessThan(arithmeticTolerance);
      }
      compared++;
    });
    expect(compared).toBe(13);
    await release();
  });
});

describe('loadSentenceEncoder', () => {
  let encoder: SentenceEncoder;
  beforeAll(async () => {
    encoder = await loadSentenceEncoder();
  });
  afterAll(() => encoder.dispose());

  it('embeds texts as sentence-transformers does with the original weights', async () => {
    const embeddings = await encoder.encodeTexts(golden.texts.map(({ text }) => text));
    for (const [index, { sourceEmbedding }] of golden.texts.entries()) {
      expect(cosine(embeddings[index]!, sourceEmbedding)).toBeGreaterThan(0.999999);
      expect(maxDifference(embeddings[index]!, sourceEmbedding)).toBeLessThan(5e-4);
    }
  });

  it('gives each word the mean of its pieces in context', async () => {
    const vectors = await encoder.encodeWords(golden.sentences.map(({ words }) => words));
    for (const [index, { sourceWords }] of golden.sentences.entries()) {
      expect(maxDifference(vectors[index]!, sourceWords)).toBeLessThan(storageTolerance);
    }
  });

  it('gives a text the same embedding alone and in a batch', async () => {
    const fresh = await loadSentenceEncoder({ cacheCapacity: 0 });
    const text = 'name of the stadium';
    const [alone] = await fresh.encodeTexts([text]);
    const others = Array.from({ length: 40 }, (_, index) => `column ${index}`);
    const together = await fresh.encodeTexts([...others, text, ...others, text]);
    expect(together).toHaveLength(82);
    expect(maxDifference(together[40]!, alone!)).toBeLessThan(1e-6);
    expect(together[81]).toEqual(together[40]);
    expect(together[41]).toEqual(together[0]);
    expect(together[41]).not.toBe(together[0]);
    await fresh.dispose();
  });

  it('gives the words of an unknown character and of an empty string vectors', async () => {
    const [vectors] = await encoder.encodeWords([['age', '', '\u200b', 'of']]);
    expect(vectors).toHaveLength(4 * 384);
    expect(vectors!.every(Number.isFinite)).toBe(true);
  });

  it('returns nothing for nothing', async () => {
    expect(await encoder.encodeTexts([])).toEqual([]);
    expect(await encoder.encodeWords([[], ['a']])).toMatchObject([{ length: 0 }, { length: 384 }]);
  });

  it('answers calls that overlap', async () => {
    const texts = ['one', 'two words', 'three words here', 'one'];
    const expected = await encoder.encodeTexts(texts);
    const single = await loadSentenceEncoder({ cacheCapacity: 0, threads: 1 });
    const actual = await Promise.all(texts.map((text) => single.encodeTexts([text])));
    for (const [index, [embedding]] of actual.entries()) {
      expect(maxDifference(embedding!, expected[index]!)).toBeLessThan(1e-6);
    }
    await single.dispose();
  });

  it('rejects a text of more than 254 pieces, or truncates it when told to', async () => {
    const long = 'word '.repeat(300);
    const rejected = {
      code: 'TEXT_TOO_LONG',
      message: expect.stringContaining('254 word pieces, got 300') as string,
    };
    await expect(encoder.encodeTexts(['a', long])).rejects.toMatchObject(rejected);
    await expect(encoder.encodeWords([long.trim().split(' ')])).rejects.toMatchObject(rejected);

    const truncating = await loadSentenceEncoder({ overflow: 'truncate' });
    const [truncated, beginning] = await truncating.encodeTexts([long, 'word '.repeat(254)]);
    expect(maxDifference(truncated!, beginning!)).toBeLessThan(1e-6);
    await truncating.dispose();
  });

  it('rejects what is not text', async () => {
    const wrong = [3] as unknown as string[];
    await expect(encoder.encodeTexts(wrong)).rejects.toMatchObject({ code: 'INVALID_INPUT' });
    await expect(encoder.encodeWords([wrong])).rejects.toMatchObject({ code: 'INVALID_INPUT' });
    const flat = ['flat'] as unknown as string[][];
    await expect(encoder.encodeWords(flat)).rejects.toMatchObject({ code: 'INVALID_INPUT' });
  });

  it.each([{ cacheCapacity: -1 }, { threads: 0 }, { overflow: 'clip' as 'error' }])(
    'rejects the options %o',
    async (options) => {
      await expect(loadSentenceEncoder(options)).rejects.toMatchObject({ code: 'INVALID_INPUT' });
    },
  );

  it('fails after dispose', async () => {
    const disposed = await loadSentenceEncoder();
    await disposed.dispose();
    await disposed.dispose();
    await expect(disposed.encodeTexts(['a'])).rejects.toMatchObject({ code: 'ENCODER_DISPOSED' });
    await expect(disposed.encodeWords([['a']])).rejects.toMatchObject({ code: 'ENCODER_DISPOSED' });
  });

  it('rejects a truncated weights file', async () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'minilm-'));
    cpSync(shippedWeightsFolder, folder, { recursive: true });
    truncateSync(path.join(folder, 'model.safetensors'), 40_000_000);
    const loading = loadSentenceEncoder({ weightsFolder: folder });
    await expect(loading).rejects.toMatchObject({
      code: 'WEIGHTS_CORRUPT',
      message: expect.stringMatching(/expected sha256 9c0bf732\w+, got \w{64}/) as string,
    });
    rmSync(folder, { recursive: true });
  });
});

function cosine(a: Float32Array, b: Float32Array): number {
  const dot = (x: Float32Array, y: Float32Array): number =>
    x.reduce((sum, value, index) => sum + value * y[index]!, 0);
  return dot(a, b) / Math.sqrt(dot(a, a) * dot(b, b));
}
