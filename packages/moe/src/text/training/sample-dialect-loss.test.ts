import { concat, ones, reshape, tensor2d, zeros, type Tensor } from '@tensorflow/tfjs-core';
import { expect, it } from 'vitest';
import { meanDialectLogits } from '../../losses/dialect-loss.js';
import { expectClose } from '../../testing/cpu.js';
import { sineTensor } from '../../testing/sine-tensor.js';
import { sampleDialectLogits, sampleDialectLoss } from './sample-dialect-loss.js';

const value = (loss: Tensor): number => loss.dataSync()[0] as number;
const layers = [sineTensor([2, 3, 2], 41, 1), sineTensor([2, 3, 2], 42, 1)];
const int = (rows: number[][]) => tensor2d(rows, undefined, 'int32');
const dialects = int([[0], [1]]);

it('gives the numbers of the original implementation over all positions', () => {
  const logits = sampleDialectLogits(
    layers,
    {
      segments: int([
        [0, 0, 0],
        [0, 0, -1],
      ]),
      dialects,
    },
    true,
  );
  const batch = { dialects, sampleMask: ones([2, 1]) };
  expect(value(sampleDialectLoss(logits, batch, 0))).toBeCloseTo(0.8133173, 5);
  expect(value(sampleDialectLoss(logits, batch, 0.1))).toBeCloseTo(0.8019538, 5);
});

it('leaves padding out, and rows without a sample', () => {
  const mask = tensor2d([
    [1, 1, 1],
    [1, 1, 0],
  ]);
  const expected = meanDialectLogits(layers, mask).dataSync();
  const logits = sampleDialectLogits(
    layers,
    {
      segments: int([
        [0, 0, 0],
        [0, 0, -1],
      ]),
      dialects,
    },
    false,
  );
  expectClose(logits, expected);
  const padded = layers.map((layer) => concat([layer, zeros([1, 3, 2])], 0));
  const more = {
    segments: int([
      [0, 0, 0],
      [0, 0, -1],
      [-1, -1, -1],
    ]),
    dialects: int([[0], [1], [0]]),
  };
  const loss = sampleDialectLoss(
    sampleDialectLogits(padded, more, false),
    {
      dialects: more.dialects,
      sampleMask: tensor2d([[1], [1], [0]]),
    },
    0,
  );
  expect(value(loss)).toBeCloseTo(
    value(sampleDialectLoss(logits, { dialects, sampleMask: ones([2, 1]) }, 0)),
    6,
  );
});

it('takes the samples of a packed row apart', () => {
  // both samples in one row of six positions
  const packed = layers.map((layer) => reshape(layer, [1, 6, 2]));
  const slots = { segments: int([[0, 0, 0, 1, 1, -1]]), dialects: int([[0, 1]]) };
  const apart = sampleDialectLogits(
    layers,
    {
      segments: int([
        [0, 0, 0],
        [0, 0, -1],
      ]),
      dialects,
    },
    false,
  );
  expectClose(sampleDialectLogits(packed, slots, false), apart.dataSync());
});
