import { InvalidArgumentError } from 'commander';

/** Reads the value of an option that counts something. */
export function positiveInteger(text: string): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value <= 0) {
    throw new InvalidArgumentError('Expected a positive integer.');
  }
  return value;
}

/** Reads the value of an option that measures something. */
export function positiveNumber(text: string): number {
  const value = Number(text);
  if (!Number.isFinite(value) || value <= 0)
    throw new InvalidArgumentError('Expected a positive number.');
  return value;
}

/** Reads a seed. */
export function wholeNumber(text: string): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 0) {
    throw new InvalidArgumentError('Expected a whole number, 0 or greater.');
  }
  return value;
}

/** Reads a time that a timer holds, in milliseconds. */
export function milliseconds(text: string): number {
  const value = wholeNumber(text);
  if (value > 2 ** 31 - 1) throw new InvalidArgumentError(`Expected ${2 ** 31 - 1} at most.`);
  return value;
}
