import * as tf from '@tensorflow/tfjs-core';
import { EngineError } from '../engine-error.js';
import { defineOp } from './define-op.js';
import { requireFloat, rowScale, type CrossEntropyOptions } from './softmax-cross-entropy.js';

/** Outputs: the loss, and log-softmax of the logits for the gradient. `scale` (N, 1) is the weight of each row. */
const crossEntropyWithLogitsOp = defineOp({
  name: 'MomqSoftmaxCrossEntropyWithLogits',
  fallback: ({ logits, targets, scale }, { labelSmoothing }) => {
    const smoothing = labelSmoothing as number;
    const logProbabilities = tf.logSoftmax(logits as tf.Tensor); // (N, V)
    const V = logProbabilities.shape[1] as number;
    const chosen = tf.gather(logProbabilities, targets as tf.Tensor, 1, 1); // (N, 1)
    const wanted =
      smoothing === 0
        ? chosen
        : tf.add(
            tf.mul(chosen, 1 - smoothing),
            tf.mul(tf.sum(logProbabilities, 1, true), smoothing / V),
          );
    return [tf.neg(tf.sum(tf.mul(wanted, scale as tf.Tensor))), logProbabilities];
  },
  gradient: {
    inputsToSave: ['targets', 'scale'],
    outputsToSave: [false, true],
    results: 1,
    derivatives: ([dLoss], saved, { labelSmoothing }) => ({
      logits: () => {
        const [targets, scale, logProbabilities] = saved as [tf.Tensor, tf.Tensor, tf.Tensor];
        const smoothing = labelSmoothing as number;
        const V = logProbabilities.shape[1] as number;
        const isTarget = tf.equal(targets, tf.range(0, V, 1, 'int32')); // (N, V)
        const wanted = tf.where(
          isTarget,
          tf.scalar(1 - smoothing + smoothing / V),
          tf.scalar(smoothing / V),
        );
        const factor = tf.mul(scale, dLoss as tf.Tensor);
        return tf.mul(tf.sub(tf.exp(logProbabilities), wanted), factor);
      },
    }),
  },
});

/**
 * Mean cross-entropy of `softmax(logits)` against target ids, for models that need the logits for something else too;
 * otherwise `softmaxCrossEntropy` needs a fraction of the memory.
 *
 * @param logits - float32, shape (…, V)
 * @param targets - int32 ids in [0, V), the shape of `logits` without its last axis
 * @returns float32 scalar
 * @throws EngineError `INPUT_SHAPE`, `INPUT_DTYPE`
 */
export function softmaxCrossEntropyWithLogits(
  logits: tf.Tensor,
  targets: tf.Tensor,
  options: CrossEntropyOptions = {},
): tf.Scalar {
  const op = 'softmaxCrossEntropyWithLogits';
  if (logits.rank < 1) {
    throw new EngineError(
      'INPUT_SHAPE',
      `${op}: expected logits (…, V), got a scalar. Give one number for each word of the vocabulary.`,
    );
  }
  requireFloat(op, { logits });
  return tf.tidy(() => {
    const [N, V] = [targets.size, logits.shape.at(-1) as number];
    const scale = rowScale(op, { rowShape: logits.shape.slice(0, -1), targets, ...options });
    const inputs = {
      logits: tf.reshape(logits, [N, V]),
      targets: tf.reshape(targets, [N, 1]),
      scale,
    };
    const { labelSmoothing = 0 } = options;
    return crossEntropyWithLogitsOp(inputs, { labelSmoothing })[0] as tf.Scalar;
  });
}
