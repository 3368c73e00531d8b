import { EngineError } from '../engine-error.js';
import type { GraphValue } from '../trace/graph-value.js';
import { ADD, apply } from './arithmetic.js';
import { matMul } from './batch-mat-mul.js';
import { eluKernel } from './elu.js';
import { attr, type KernelTranslation } from './kernel-translation.js';
import { leakyReluKernel } from './leaky-relu.js';
import { preluKernel } from './prelu.js';
import { reluKernel } from './relu.js';
import { relu6Kernel } from './relu6.js';
import { sigmoidKernel } from './sigmoid.js';

const ACTIVATIONS: Readonly<Record<string, KernelTranslation>> = {
  elu: eluKernel,
  leakyrelu: leakyReluKernel,
  linear: ({ inputs }) => inputs['x'] as GraphValue,
  prelu: preluKernel,
  relu: reluKernel,
  relu6: relu6Kernel,
  sigmoid: sigmoidKernel,
};

/** activation(a · b + bias); float32. */
export const fusedMatMulKernel: KernelTranslation = (call) => {
  const { bias, preluActivationWeights } = call.inputs;
  const product = matMul(call);
  const x = bias === undefined ? product : apply(call.graph, ADD, product, bias);
  const name = attr<string | undefined>(call, 'activation') ?? 'linear';
  const activation = ACTIVATIONS[name];
  if (activation === undefined) {
    throw new EngineError(
      'UNSUPPORTED_KERNEL',
      `_FusedMatMul: expected one of the activations ${Object.keys(ACTIVATIONS).join(', ')}, got "${name}". Apply it after tf.matMul.`,
    );
  }
  const inputs =
    preluActivationWeights === undefined ? { x } : { x, alpha: preluActivationWeights };
  return activation({ ...call, inputs, attrs: { alpha: attr(call, 'leakyreluAlpha') } });
};
