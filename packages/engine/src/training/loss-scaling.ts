import * as tf from '@tensorflow/tfjs-core';
import { hostTensor, type HostTensor } from '../host-tensor.js';

/** Factor after which a scale that never overflowed for {@link GROWTH_INTERVAL} steps is raised. */
const GROWTH = 2;
/** Factor by which an overflow lowers the scale. */
const BACKOFF = 0.5;
const GROWTH_INTERVAL = 2000;
const INITIAL_SCALE = 2 ** 16;
/** Beyond this the scaled loss itself nears the largest float32 without any use. */
const LARGEST_SCALE = 2 ** 24;

/** What {@link scaledValueAndGrads} gives. */
export interface ScaledGradients {
  /** The loss, unscaled. */
  readonly value: tf.Scalar;
  /** Its gradients, unscaled; zeros in a step that overflowed. */
  readonly grads: tf.Tensor[];
  /** bool scalar: whether all gradients were finite. Keep parameters and moments as they were where it is false. */
  readonly finite: tf.Scalar;
  /** The next loss scale, to be returned as state. */
  readonly nextLossScale: tf.Tensor;
}

/** The state that dynamic loss scaling starts with: scale 65,536 and 0 steps since its last change, shape (2). */
export function initialLossScale(): HostTensor {
  return hostTensor([INITIAL_SCALE, 0], [2]);
}

/**
 * `tf.valueAndGrads` for training with `precision: 'float16'`: the gradient is computed of loss · scale, so that small
 * gradients do not round to zero in float16, and divided by the scale afterwards. The scale, a power of two, halves
 * when a gradient overflows and doubles after 2,000 steps without overflow. bfloat16 and float32 do not need it.
 *
 * @param loss - function of the tensors in `xs`
 * @param xs - parameters, float32
 * @param lossScale - state, shape (2); see {@link initialLossScale}
 * @remarks Source: Micikevicius et al. 2018, arXiv:1710.03740, §3.2; the constants are those of PyTorch's GradScaler.
 * @example
 * ```ts
 * const { value, grads, finite, nextLossScale } = scaledValueAndGrads(loss, [state.w], state.lossScale);
 * const w = tf.where(finite, tf.sub(state.w, tf.mul(grads[0], rate)), state.w);
 * return { outputs: { loss: value }, state: { w, lossScale: nextLossScale } };
 * ```
 */
export function scaledValueAndGrads(
  loss: (...xs: tf.Tensor[]) => tf.Scalar,
  xs: tf.Tensor[],
  lossScale: tf.Tensor,
): ScaledGradients {
  const [scale, steps] = tf.unstack(lossScale) as [tf.Scalar, tf.Scalar];
  const { value, grads } = tf.valueAndGrads(loss)(xs, scale);
  const finite = grads
    .map((gradient) => tf.all(tf.isFinite(gradient)))
    .reduce((all, each) => tf.logicalAnd(all, each)) as tf.Scalar;
  const grown = tf.greaterEqual(tf.add(steps, 1), GROWTH_INTERVAL);
  const raised = tf.where(grown, tf.minimum(tf.mul(scale, GROWTH), LARGEST_SCALE), scale);
  const counted = tf.where(grown, tf.zerosLike(steps), tf.add(steps, 1));
  return {
    value: value as tf.Scalar,
    grads: grads.map((gradient) =>
      tf.where(finite, tf.div(gradient, scale), tf.zerosLike(gradient)),
    ),
    finite,
    nextLossScale: tf.stack([
      tf.where(finite, raised, tf.maximum(tf.mul(scale, BACKOFF), 1)),
      tf.where(finite, counted, tf.zerosLike(steps)),
    ]),
  };
}
