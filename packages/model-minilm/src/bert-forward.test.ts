import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { bertForward, type BertState } from './bert-forward.js';
import { readBertWeights, type BertWeights } from './bert-weights.js';
import { forEachHiddenStates, type ForwardPass } from './hidden-states.js';
import { maxDifference, readGoldenStates } from './testing/goldens.js';
import { shippedWeightsFolder } from './weights-folder.js';

const weights: BertWeights = readBertWeights(
  new Uint8Array(readFileSync(path.join(shippedWeightsFolder, 'model.safetensors'))),
  'model.safetensors',
);
let state: BertState;

const forward: ForwardPass = ({ numRows, length, embeddings, maskBias }) => {
  const hidden = tf.tidy(() =>
    bertForward(
      {
        embeddings: tf.tensor(embeddings, [numRows, length, 384]),
        maskBias: tf.tensor(maskBias, [numRows, length]),
      },
      state,
    ),
  );
  const values = hidden.dataSync<'float32'>();
  hidden.dispose();
  return Promise.resolve(values);
};

beforeAll(async () => {
  await tf.setBackend('cpu');
  state = Object.fromEntries(
    [...weights.parameters].map(([name, { shape, values }]) => [
      name,
      tf.tensor(values, [...shape]),
    ]),
  );
});

describe('bertForward on the TF.js CPU backend', () => {
  it('computes the hidden states that PyTorch computes from the same weights', async () => {
    const golden = readGoldenStates().texts.filter((text) => text.shippedHidden !== undefined);
    expect(golden).toHaveLength(3);
    const ids = golden.map((text) => text.ids);
    await forEachHiddenStates(
      ids,
      { tables: weights.tables, forward },
      (index, { hidden, offset }) => {
        const expected = golden[index]!.shippedHidden!;
        const actual = hidden.slice(offset, offset + expected.length);
        // float32 arithmetic in another order over six layers; values reach ±6
        expect(maxDifference(actual, expected)).toBeLessThan(2e-5);
      },
    );
  });

  it('leaks no tensor', async () => {
    const before = tf.memory().numTensors;
    await forEachHiddenStates([[101, 102]], { tables: weights.tables, forward }, () => undefined);
    expect(tf.memory().numTensors).toBe(before);
  });
});
