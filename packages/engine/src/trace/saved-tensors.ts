import * as tf from '@tensorflow/tfjs-core';
import type { TraceBackend } from './trace-backend.js';

/** The part of TF.js's engine with which it keeps what a gradient will read. */
interface TapeEngine {
  clone?(x: tf.Tensor): tf.Tensor;
  addTapeNode(
    scope: string,
    inputs: Readonly<Record<string, tf.Tensor>>,
    outputs: readonly tf.Tensor[],
    gradient: (dy: tf.Tensor) => Record<string, () => tf.Tensor>,
    saved: readonly tf.Tensor[],
    attributes: object,
  ): void;
}

/**
 * Runs a function during which tensors that are saved for a gradient become second names of their values at once. TF.js
 * runs the kernel `Identity` for each, as any operation, which made up a fifth of all kernels of a train step.
 */
export function namingSavedTensors<T>(backend: TraceBackend, body: () => T): T {
  const engine = tf.engine();
  const tape = engine as unknown as TapeEngine;
  // TF.js's own method is the prototype's; this one hides it until it is deleted.
  tape.clone = (x) => {
    const info = backend.tensorInfo(backend.graphValueOf(x));
    const y = engine.makeTensorFromTensorInfo(info, backend);
    tape.addTapeNode(engine.state.activeScope.name, { x }, [y], derivative, [], {});
    return y;
  };
  try {
    return body();
  } finally {
    delete tape.clone;
  }
}

function derivative(dy: tf.Tensor): Record<string, () => tf.Tensor> {
  return { x: () => tf.cast(dy, 'float32') };
}
