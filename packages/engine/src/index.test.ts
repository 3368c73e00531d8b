import * as tf from '@tensorflow/tfjs-core';
import { expect, test } from 'vitest';
import * as engine from './index.js';

test('the package exports exactly its public names', () => {
  expect(Object.keys(engine).sort()).toEqual([
    'EngineError',
    'State',
    'checkpoint',
    'defineOp',
    'describeDevices',
    'encodeModel',
    'gatherNBits',
    'groupedQueryAttention',
    'hostTensor',
    'initialLossScale',
    'jit',
    'matMulNBits',
    'openSafetensors',
    'optimizerStep',
    'quantizeBlocks',
    'randomUniform',
    'resolveDevice',
    'rmsNorm',
    'rotaryEmbedding',
    'scaledDotProductAttention',
    'scaledValueAndGrads',
    'softmaxCrossEntropy',
    'softmaxCrossEntropyWithLogits',
    'stopGradient',
    'swiGlu',
    'tf',
  ]);
});

test('its tf is the instance that other packages import, with gradients registered', () => {
  expect(engine.tf.engine()).toBe(tf.engine());
  expect(tf.getGradient('Softmax')?.kernelName).toBe('Softmax');
});
