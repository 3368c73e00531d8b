import * as tf from '@tensorflow/tfjs-core';

/**
 * Gradient checkpointing: computes `fn(...inputs)` without keeping its intermediate values for the gradient, which
 * computes them a second time. A layer then holds its inputs only, at the price of about a third more computation in a
 * train step.
 *
 * The second computation starts from `input + 0 · dy`. That ties it to the gradient that arrives, so that neither the
 * engine nor ONNX Runtime merges it with the first, or runs it earlier. A gradient with NaN or infinities makes all
 * gradients of the checkpoint NaN.
 *
 * @param fn - pure function of its arguments, of float32 tensors to one float32 tensor; parameters whose gradients are
 *   wanted must be among the arguments: a tensor that `fn` captures counts as a constant
 * @param inputs - its arguments
 * @remarks Source: Chen et al. 2016, arXiv:1604.06174.
 * @example
 * ```ts
 * for (const { w1, w2 } of layers)
 *   x = checkpoint((x, w1, w2) => tf.add(x, tf.matMul(tf.relu(tf.matMul(x, w1)), w2)), x, w1, w2);
 * ```
 */
export function checkpoint<Inputs extends readonly tf.Tensor[]>(
  fn: (...inputs: Inputs) => tf.Tensor,
  ...inputs: Inputs
): tf.Tensor {
  const recomputing = tf.customGrad((...args) => {
    const save = args.pop() as tf.GradSaveFunc;
    const tensors = args as tf.Tensor[];
    save(tensors);
    return {
      value: fn(...(tensors as unknown as Inputs)),
      gradFunc: (dy: tf.Tensor, saved: tf.Tensor[]) => {
        const later = saved.map((tensor) => tf.add(tensor, nothing(dy)));
        return withinBackwardPass(() =>
          tf.grads((...again) => fn(...(again as unknown as Inputs)))(later, dy),
        );
      },
    };
  });
  return recomputing(...inputs);
}

/** Keeps TF.js from throwing away the tape of the outer gradient, whose backward pass is running. */
function withinBackwardPass<T>(body: () => T): T {
  const { state } = tf.engine();
  state.gradientDepth += 1;
  try {
    return body();
  } finally {
    state.gradientDepth -= 1;
  }
}

/** Zero, computed from one element of a tensor. */
function nothing(dy: tf.Tensor): tf.Tensor {
  const element = tf.slice(tf.reshape(dy, [dy.size]), 0, 1);
  return tf.mul(tf.reshape(element, []), 0);
}
