import { EngineError } from '../engine-error.js';
import type { StoredTensor } from '../host-tensor.js';
import { unravel } from './unravel.js';
import { widen } from '../widen.js';

/** Index of the first NaN or infinity of a tensor, −1 when all are finite; integers always are. */
export function firstNonFinite(tensor: StoredTensor): number {
  const { data, dtype } = widen(tensor);
  return dtype === 'float32'
    ? (data as Float32Array).findIndex((each) => !Number.isFinite(each))
    : -1;
}

/**
 * Refuses a tensor with a NaN or an infinity.
 * @param what - kind and name for the message, for example `input "x"`
 * @param cause - more about where it came from, a sentence
 * @throws {@link EngineError} `NON_FINITE_VALUE`
 */
export function checkFinite(fn: string, what: string, tensor: StoredTensor): void {
  const index = firstNonFinite(tensor);
  if (index >= 0) throw nonFinite(fn, what, tensor, index);
}

/** The error that names a tensor and its first element that is no number. */
export function nonFinite(
  fn: string,
  what: string,
  tensor: StoredTensor,
  index: number,
): EngineError {
  const values = widen(tensor).data as Float32Array;
  const count = values.reduce((sum, each) => sum + (Number.isFinite(each) ? 0 : 1), 0);
  return new EngineError(
    'NON_FINITE_VALUE',
    `${fn}: expected finite numbers in ${what}, got ${values[index]} at [${unravel(index, tensor.shape).join(', ')}] (${count} of ${values.length} are not finite). Check where the value comes from: the data, the learning rate, a division or a logarithm.`,
  );
}
