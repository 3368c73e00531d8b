import { add, tensor, type Tensor } from '@tensorflow/tfjs-core';
import { expect, it } from 'vitest';
import type { DecoderConfig } from '../config/decoder-config.js';
import { expectClose } from '../testing/cpu.js';
import { qwen2Hidden } from '../testing/decoder-golden.js';
import { sineTensor } from '../testing/sine-tensor.js';
import { fullAttention, decoder } from './forward-pass.js';
import { decoderSpecs } from './decoder-parameters.js';

const config: DecoderConfig = {
  width: 16,
  numLayers: 2,
  numHeads: 4,
  numKvHeads: 2,
  headWidth: 4,
  ffWidth: 24,
  normEpsilon: 1e-6,
  attentionBias: true,
  ropeTheta: 10000,
};

it('computes what Qwen2 computes: RoPE, grouped heads, biases, SwiGLU, RMSNorm', () => {
  const parameters: Record<string, Tensor> = {};
  const specs = decoderSpecs(config).sort((a, b) => (a.name < b.name ? -1 : 1));
  specs.forEach(({ name, shape }, shift) => {
    const wave = sineTensor([...shape], shift, 0.3);
    parameters[name] = name.includes('norm') ? add(wave, 1) : wave;
  });
  expect(specs).toHaveLength(25);
  const causal = tensor(
    Float32Array.from({ length: 25 }, (_, i) => (i % 5 > Math.floor(i / 5) ? -1e9 : 0)),
    [5, 5],
  );
  const { hidden } = decoder(parameters, sineTensor([2, 5, 16], 50, 1), {
    config,
    attend: fullAttention(() => causal),
    mixture: null,
  });
  expectClose(hidden, qwen2Hidden, 2e-5);
});
