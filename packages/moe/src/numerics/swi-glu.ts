import { mul, sigmoid, type Tensor } from '@tensorflow/tfjs-core';

/** silu(gate) · up, the activation of a SwiGLU feed-forward. */
export function swiglu(gate: Tensor, up: Tensor): Tensor {
  return mul(mul(gate, sigmoid(gate)), up);
}
