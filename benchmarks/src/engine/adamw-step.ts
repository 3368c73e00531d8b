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

/** Weights that are updated together. */
export interface WeightGroup {
  readonly names: readonly string[];
  /** Shape of each of its moments: that of its only weight, or one axis of all elements. */
  readonly shape: readonly number[];
}

/** Smaller weights are updated as one vector, so that adapters and norms are not thousands of small nodes. */
const GROUPED_ELEMENTS = 2 ** 17;
/** Elements of such a vector at most: 4 MiB stay in the cache from one operation to the next. */
const GROUP_ELEMENTS = 2 ** 20;

/** Name of the state tensor that counts steps. */
export const STEP = 'optimizer.step';

/** Names of the state tensors with the moments of a group. */
export const moments = ({ names }: WeightGroup): { readonly m: string; readonly v: string } => ({
  m: `optimizer.m.${names[0]}`,
  v: `optimizer.v.${names[0]}`,
});

/** Divides trained weights into the groups of {@link adamWStep}. */
export function weightGroups(shapes: ReadonlyMap<string, readonly number[]>): WeightGroup[] {
  const groups: WeightGroup[] = [];
  let names: string[] = [];
  let elements = 0;
  const finish = () => {
    if (names.length > 0) groups.push({ names, shape: [elements] });
    [names, elements] = [[], 0];
  };
  for (const [name, shape] of shapes) {
    const size = tf.util.sizeFromShape([...shape]);
    if (size > GROUPED_ELEMENTS) {
      groups.push({ names: [name], shape });
      continue;
    }
    if (elements + size > GROUP_ELEMENTS) finish();
    names.push(name);
    elements += size;
  }
  finish();
  return groups;
}

/**
 * One step of AdamW with weight decay on all weights, as PyTorch does it.
 *
 * The bias corrections are factors of the step and of epsilon, so that no pass over the weights is theirs:
 * m̂ / (√v̂ + ε) = √(1 − β₂ᵗ)/(1 − β₁ᵗ) · m / (√v + ε·√(1 − β₂ᵗ)).
 *
 * @param loss - of the trained weights by name
 * @param groups - of the trained weights in `state`, which has their moments and {@link STEP} too
 */
export function adamWStep(
  loss: (weights: TensorRecord) => tf.Scalar,
  {
    groups,
    state,
    options,
  }: {
    readonly groups: readonly WeightGroup[];
    readonly state: TensorRecord;
    readonly options: AdamWOptions;
  },
): TracedResult {
  const { learningRate, beta1, beta2, epsilon, weightDecay } = options;
  const names = groups.flatMap((group) => group.names);
  const record = (values: readonly tf.Tensor[]): TensorRecord =>
    Object.fromEntries(names.map((name, index) => [name, values[index] as tf.Tensor]));
  const { value, grads } = tf.valueAndGrads((...values: tf.Tensor[]) => loss(record(values)))(
    names.map((name) => state[name] as tf.Tensor),
  );
  const gradients = record(grads);
  const step = tf.add(state[STEP] as tf.Tensor, 1);
  const correction = tf.sqrt(tf.sub(1, tf.pow(beta2, step)));
  const rate = tf.div(tf.mul(learningRate, correction), tf.sub(1, tf.pow(beta1, step)));
  const floor = tf.mul(epsilon, correction);
  const next: TensorRecord = { [STEP]: step };
  for (const group of groups) {
    const before = moments(group);
    const gradient = joined(gradients, group);
    const m = tf.add(tf.mul(state[before.m] as tf.Tensor, beta1), tf.mul(gradient, 1 - beta1));
    const v = tf.add(
      tf.mul(state[before.v] as tf.Tensor, beta2),
      tf.mul(tf.square(gradient), 1 - beta2),
    );
    const change = tf.mul(tf.div(m, tf.add(tf.sqrt(v), floor)), rate);
    const kept = tf.mul(joined(state, group), 1 - learningRate * weightDecay);
    Object.assign(next, parted(tf.sub(kept, change), state, group));
    next[before.m] = m;
    next[before.v] = v;
  }
  return { outputs: { loss: value }, state: next };
}

/** The tensors of a group as one of its shape. */
function joined(tensors: TensorRecord, { names, shape }: WeightGroup): tf.Tensor {
  const flat = names.map((name) => tf.reshape(tensors[name] as tf.Tensor, [-1]));
  return tf.reshape(flat.length === 1 ? (flat[0] as tf.Tensor) : tf.concat(flat), [...shape]);
}

/** The reverse of {@link joined}; shapes are those of `like`. */
function parted(tensor: tf.Tensor, like: TensorRecord, { names }: WeightGroup): TensorRecord {
  const shapes = names.map((name) => (like[name] as tf.Tensor).shape);
  const sizes = shapes.map((shape) => tf.util.sizeFromShape(shape));
  const parts = names.length === 1 ? [tensor] : tf.split(tensor, sizes);
  return Object.fromEntries(
    names.map((name, index) => [
      name,
      tf.reshape(parts[index] as tf.Tensor, shapes[index] as number[]),
    ]),
  );
}
