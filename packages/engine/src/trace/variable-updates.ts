import * as tf from '@tensorflow/tfjs-core';
import { EngineError } from '../engine-error.js';

/**
 * Runs a function that is to be compiled and refuses updates of `tf.Variable`s that outlive it, as the optimisers of
 * `tf.train` make them: the graph would compute the first run's update in every run. Variables that were there before
 * keep their values.
 * @throws {@link EngineError} `TRACE_VARIABLE`
 */
export function refusingVariableUpdates<T>(name: string, body: () => T): T {
  const { prototype } = tf.Variable;
  const { assign } = prototype;
  const before = new Set(Object.values(tf.engine().state.registeredVariables));
  const updated = new Set<tf.Variable>();
  prototype.assign = function (this: tf.Variable, value) {
    if (before.has(this)) throw lostUpdate(name, this);
    updated.add(this);
    assign.call(this, value);
  };
  try {
    const result = body();
    for (const variable of updated) if (!variable.isDisposed) throw lostUpdate(name, variable);
    return result;
  } finally {
    prototype.assign = assign;
  }
}

function lostUpdate(name: string, variable: tf.Variable): EngineError {
  return new EngineError(
    'TRACE_VARIABLE',
    `${name}: expected updates as returned state, got one of the variable "${variable.name}" (shape [${variable.shape.join(', ')}]), which no run would see. Keep the tensor in a State and return its new value; for the optimisers of tf.train use optimizerStep().`,
  );
}
