import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { loadSentenceEncoder } from '@momq/model-minilm';
import { draftQuestion, harbour } from '../testing/harbour.js';
import { encodeSources } from './training-sources.js';
import type { LoadedSources } from './training-sources.js';

const question = draftQuestion();
const loaded: LoadedSources = {
  sources: [{ share: 1, questions: { length: 1, at: () => question } }],
  schemas: [harbour],
};

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'momq-encoding-'));
});
afterAll(() => rm(folder, { recursive: true }));

it('stops at a signal, keeps what it has, and goes on', async () => {
  const runFolder = join(folder, 'stopped');
  const stopped = encodeSources(loaded, {
    encoder: await loadSentenceEncoder(),
    runFolder,
    signal: AbortSignal.abort(),
  });
  await expect(stopped).rejects.toMatchObject({ code: 'NANO_TRAINING_STOPPED' });
  const encoder = await loadSentenceEncoder();
  const texts = vi.spyOn(encoder, 'encodeTexts');
  const vectors = await encodeSources(loaded, { encoder, runFolder });
  expect(texts).not.toHaveBeenCalled();
  const { ofWords, width } = vectors.of(question.question);
  expect(ofWords).toHaveLength(question.words.length * width);
  await expect(encoder.encodeTexts(['a'])).rejects.toMatchObject({ code: 'ENCODER_DISPOSED' });
});

it('lets no second run write the same vectors', async () => {
  const runFolder = join(folder, 'shared');
  const encoders = [await loadSentenceEncoder(), await loadSentenceEncoder()];
  const [first, second] = await Promise.allSettled(
    encoders.map((encoder) => encodeSources(loaded, { encoder, runFolder })),
  );
  expect(first?.status).toBe('fulfilled');
  expect(second).toMatchObject({ status: 'rejected', reason: { code: 'MOE_RUN_LOCKED' } });
});
