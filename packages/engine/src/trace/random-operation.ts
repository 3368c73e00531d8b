import * as tf from '@tensorflow/tfjs-core';
import { EngineError } from '../engine-error.js';

/** Operations of TF.js that draw in JavaScript; the names are those of the scopes they open. */
const RANDOM_OPERATIONS = new Set([
  'dropout__op',
  'rand__op',
  'randomGamma__op',
  'randomNormal__op',
  'randomStandardNormal__op',
  'randomUniform__op',
  'randomUniformInt__op',
  'truncatedNormal__op',
]);

/**
 * Rejects a tensor that a random operation of TF.js filled, since every run of the graph would repeat its numbers.
 * @throws {@link EngineError} `TRACE_RANDOM` inside such an operation
 */
export function rejectRandomNumbers(): void {
  const scopes = tf.engine().state.scopeStack;
  const scope = scopes.find(({ name }) => RANDOM_OPERATIONS.has(name));
  if (scope === undefined) return;
  const operation = scope.name.replace('__op', '');
  throw new EngineError(
    'TRACE_RANDOM',
    `tf.${operation} draws its numbers while a function is traced: every run would repeat them. ` +
      'Use randomUniform(shape) of @momq/engine, or draw outside and pass the tensor as an input.',
  );
}
