import { MoeError } from '../errors.js';

/** @throws MoeError `MOE_BAD_CONFIG` always */
export function reject(expected: string, got: unknown, remedy: string): never {
  throw new MoeError(
    'MOE_BAD_CONFIG',
    `expected ${expected}, got ${typeof got === 'number' ? got : JSON.stringify(got)}; ${remedy}`,
  );
}

/** No model has a larger dimension; beyond it memory or time would run out before an error came. */
export const LARGEST_COUNT = 2 ** 24;

/** Whole numbers from `minimum` to 2²⁴. @throws MoeError `MOE_BAD_CONFIG` */
export function requireCounts<T extends object>(
  owner: string,
  config: T,
  names: readonly (keyof T & string)[],
  minimum = 1,
): void {
  for (const name of names) {
    const value = config[name] as unknown;
    if (typeof value !== 'number' || !Number.isInteger(value) || !(value >= minimum)) {
      reject(
        `${owner}.${name} to be an integer of at least ${minimum}`,
        value,
        'set it in the config',
      );
    }
    requireAtMost(`${owner}.${name}`, value, LARGEST_COUNT);
  }
}

/** @throws MoeError `MOE_BAD_CONFIG` for a larger value */
export function requireAtMost(name: string, value: number, limit: number): void {
  if (value > limit) reject(`${name} of at most ${limit}`, value, 'correct the config');
}

/** A probability below 1. @throws MoeError `MOE_BAD_CONFIG` */
export function requireRate(name: string, value: number): void {
  if (typeof value !== 'number' || !(value >= 0 && value < 1))
    reject(`${name} in [0, 1)`, value, 'use a probability below 1');
}
