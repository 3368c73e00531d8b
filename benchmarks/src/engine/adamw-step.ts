import { tf } from '@momq/engine';
import type { TensorRecord, TracedResult } from '@momq/engine';

/** Settings of AdamW at a constant learning rate. */
export interface AdamWOptions {
  readonly learningRate: number;
  readonly beta1: number;
  readonly beta2: number;
  readonly epsilon: number;
  readonly weightDecay: number;
}

/** Those of both train cases. */
export const adamWOptions: AdamWOptions = {
  learningRate: 1e-3,
  beta1: 0.9,
  beta2: 0.95,
  epsilon: 1e-8,
  weightDecay: 0.1,
};

/** Name of the state tensor that counts steps. */
export const STEP = 'optimizer.step';

/** Names of the state tensors with the moments of a weight. */
export const moments = (name: string): { readonly m: string; readonly v: string } => ({
  m: `optimizer.m.${name}`,
  v: `optimizer.v.${name}`,
});

/**
 * One step of AdamW with weight decay on all weights, as PyTorch does it.
 *
 * The bias corrections are factors of the step and of epsilon, so that no pass over the weights is theirs:
 * m̂ / (√v̂ + ε) = √(1 − β₂ᵗ)/(1 − β₁ᵗ) · m / (√v + ε·√(1 − β₂ᵗ)).
 *
 * @param loss - of the trained weights by name
 * @param names - of the trained weights in `state`, which has their moments and {@link STEP} too
 */
export function adamWStep(
  loss: (weights: TensorRecord) => tf.Scalar,
  {
    names,
    state,
    options,
  }: { names: readonly string[]; state: TensorRecord; options: AdamWOptions },
): TracedResult {
  const { learningRate, beta1, beta2, epsilon, weightDecay } = options;
  const record = (values: readonly tf.Tensor[]): TensorRecord =>
    Object.fromEntries(names.map((name, index) => [name, values[index] as tf.Tensor]));
  const { value, grads } = tf.valueAndGrads((...values: tf.Tensor[]) => loss(record(values)))(
    names.map((name) => state[name] as tf.Tensor),
  );
  const step = tf.add(state[STEP] as tf.Tensor, 1);
  const correction = tf.sqrt(tf.sub(1, tf.pow(beta2, step)));
  const rate = tf.div(tf.mul(learningRate, correction), tf.sub(1, tf.pow(beta1, step)));
  const floor = tf.mul(epsilon, correction);
  const next: TensorRecord = { [STEP]: step };
  names.forEach((name, index) => {
    const gradient = grads[index] as tf.Tensor;
    const before = moments(name);
    const m = tf.add(tf.mul(state[before.m] as tf.Tensor, beta1), tf.mul(gradient, 1 - beta1));
    const v = tf.add(
      tf.mul(state[before.v] as tf.Tensor, beta2),
      tf.mul(tf.square(gradient), 1 - beta2),
    );
    const change = tf.mul(tf.div(m, tf.add(tf.sqrt(v), floor)), rate);
    const kept = tf.mul(state[name] as tf.Tensor, 1 - learningRate * weightDecay);
    next[name] = tf.sub(kept, change);
    next[before.m] = m;
    next[before.v] = v;
  });
  return { outputs: { loss: value }, state: next };
}
