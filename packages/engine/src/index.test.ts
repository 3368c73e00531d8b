import * as tf from '@tensorflow/tfjs-core';
import { expect, test } from 'vitest';
import * as engine from './index.js';
import * as inspection from './inspection/index.js';
import * as onnx from './onnx/index.js';
import * as ops from './ops/index.js';
import * as safetensors from './safetensors/index.js';
import * as training from './training/index.js';

test.each([
  [
    '.',
    engine,
    [
      'EngineError',
      'State',
      'describeDevices',
      'engineIdentity',
      'hostTensor',
      'installedPackage',
      'jit',
      'resolveDevice',
      'tf',
    ],
  ],
  [
    './ops',
    ops,
    [
      'defineOp',
      'gatherNBits',
      'groupedQueryAttention',
      'matMulNBits',
      'quantizeBlocks',
      'randomUniform',
      'rmsNorm',
      'rotaryEmbedding',
      'scaledDotProductAttention',
      'softmaxCrossEntropy',
      'softmaxCrossEntropyWithLogits',
      'stopGradient',
      'swiGlu',
    ],
  ],
  [
    './training',
    training,
    ['checkpoint', 'initialLossScale', 'optimizerStep', 'scaledValueAndGrads'],
  ],
  ['./safetensors', safetensors, ['EngineError', 'openSafetensors']],
  ['./onnx', onnx, ['encodeModel']],
  ['./inspection', inspection, []],
])('%s exports exactly its public names', (_, exported, names) => {
  expect(Object.keys(exported).sort()).toEqual(names);
});

test('its tf is the instance that other packages import, with gradients registered', () => {
  expect(engine.tf.engine()).toBe(tf.engine());
  expect(tf.getGradient('Softmax')?.kernelName).toBe('Softmax');
});
