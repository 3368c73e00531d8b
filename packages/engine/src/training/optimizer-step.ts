import * as tf from '@tensorflow/tfjs-core';
import type { TensorRecord } from '../trace/trace-function.js';

/** What an optimiser reads in one step. */
export interface OptimizerInputs {
  /** Weights by name, float32. */
  readonly parameters: TensorRecord;
  /** Gradients of the weights to update, by the weights' names. */
  readonly gradients: TensorRecord;
  /**
   * What the optimiser remembers, as the step before returned it; other names are ignored, so that the whole state of a
   * jitted function may be passed. Default: as the optimiser begins.
   */
  readonly slots?: TensorRecord;
}

/** What an optimiser gives back. */
export interface OptimizerOutputs {
  /** New weights, those with a gradient. */
  readonly parameters: TensorRecord;
  /** What the next step needs, under names like `Adam/accumulatedFirstMoment/w`. */
  readonly slots: TensorRecord;
}

/**
 * One step of a TF.js optimiser (`tf.train.*`) as a function of tensors, for use inside a jitted function. The
 * optimiser itself keeps its moments in variables, which a trace cannot follow from run to run.
 *
 * Numbers like the learning rate are constants of the graph. The state grows by the slots at the first step, so the
 * first two runs compile one graph each.
 *
 * @param create - makes the optimiser; called in each trace
 * @throws what the optimiser throws, when a gradient does not fit its weight
 *
 * @example
 * ```ts
 * const step = jit(({ x }, state) => {
 *   const loss = (w: tf.Tensor) => tf.mean(tf.square(tf.matMul(x!, w))) as tf.Scalar;
 *   const { value, grads } = tf.valueAndGrads(loss)([state.w!]);
 *   const next = optimizerStep(() => tf.train.adam(1e-3), {
 *     parameters: { w: state.w! },
 *     gradients: { w: grads[0]! },
 *     slots: state,
 *   });
 *   return { outputs: { loss: value }, state: { ...next.parameters, ...next.slots } };
 * });
 * ```
 */
export function optimizerStep(
  create: () => tf.Optimizer,
  inputs: OptimizerInputs,
): OptimizerOutputs {
  return tf.tidy(() => {
    const optimizer = create();
    const names = Object.keys(inputs.gradients);
    const weights = new Map(
      names.map((name) => [name, tf.variable(inputs.parameters[name] as tf.Tensor, false)]),
    );
    try {
      return takeStep({ ...inputs, optimizer, weights }) as never;
    } finally {
      optimizer.dispose();
      // The momentum optimiser of TF.js forgets a tensor that it keeps.
      const kept = Object.values(optimizer).filter((value) => value instanceof tf.Tensor);
      for (const each of [...weights.values(), ...slotsOf(optimizer, names).values(), ...kept])
        if (!each.isDisposed) each.dispose();
    }
  }) as unknown as OptimizerOutputs;
}

/** An optimiser with the variables that it updates. */
interface Step extends OptimizerInputs {
  readonly optimizer: tf.Optimizer;
  /** A variable for each gradient, by the weight's name. */
  readonly weights: ReadonlyMap<string, tf.Variable>;
}

function takeStep({
  optimizer,
  weights,
  parameters,
  gradients,
  slots = {},
}: Step): OptimizerOutputs {
  const apply = (gradientOf: (name: string) => tf.Tensor) =>
    optimizer.applyGradients(
      [...weights].map(([name, weight]) => ({ name: weight.name, tensor: gradientOf(name) })),
    );
  const names = [...weights.keys()];
  if (Object.keys(slots).some((slot) => slot.startsWith(prefixOf(optimizer)))) {
    // A step of nothing makes the optimiser create its variables, which then get their values.
    apply((name) => tf.zerosLike(parameters[name] as tf.Tensor));
    for (const [name, weight] of weights) weight.assign(parameters[name] as tf.Tensor);
    for (const [slot, variable] of slotsOf(optimizer, names))
      variable.assign(slots[slot] as tf.Tensor);
  }
  apply((name) => gradients[name] as tf.Tensor);
  const values = (variables: ReadonlyMap<string, tf.Variable>): TensorRecord =>
    Object.fromEntries([...variables].map(([name, variable]) => [name, tf.clone(variable)]));
  return { parameters: values(weights), slots: values(slotsOf(optimizer, names)) };
}

function prefixOf(optimizer: tf.Optimizer): string {
  return `${optimizer.getClassName()}/`;
}

/** The variables of an optimiser: scalars of its own, and lists with one for each weight. */
function slotsOf(optimizer: tf.Optimizer, names: readonly string[]): Map<string, tf.Variable> {
  const slots = new Map<string, tf.Variable>();
  const properties = optimizer as unknown as Record<string, unknown>;
  for (const [property, value] of Object.entries(properties)) {
    const slot = prefixOf(optimizer) + property;
    if (value instanceof tf.Variable) slots.set(slot, value);
    if (!Array.isArray(value)) continue;
    (value as { variable: tf.Variable }[]).forEach(({ variable }, index) =>
      slots.set(`${slot}/${names[index]}`, variable),
    );
  }
  return slots;
}
