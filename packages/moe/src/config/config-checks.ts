import { MoeError } from '../errors.js';

/** @throws MoeError `MOE_BAD_CONFIG` always */
export function reject(expected: string, got: unknown, remedy: string): never {
  throw new MoeError(
    'MOE_BAD_CONFIG',
    `expected ${expected}, got ${typeof got === 'number' ? got : JSON.stringify(got)}; ${remedy}`,
  );
}

/** Whole numbers of at least `minimum`. @throws MoeError `MOE_BAD_CONFIG` */
export function requireCounts<T extends object>(
  owner: string,
  config: T,
  names: readonly (keyof T & string)[],
  minimum = 1,
): void {
  for (const name of names) {
    const value = config[name] as unknown;
    if (typeof value !== 'number' || !Number.isInteger(value) || value < minimum) {
      reject(
        `${owner}.${name} to be an integer of at least ${minimum}`,
        value,
        'set it in the config',
      );
    }
  }
}

/** A probability below 1. @throws MoeError `MOE_BAD_CONFIG` */
export function requireRate(name: string, value: number): void {
  if (!(value >= 0 && value < 1)) reject(`${name} in [0, 1)`, value, 'use a probability below 1');
}
