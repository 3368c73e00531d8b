import type { StepScalars } from './log-window.js';

/** The scalar outputs of a compiled step as numbers. */
export function scalarsOf(
  outputs: Readonly<Record<string, { readonly data: ArrayLike<number | boolean> }>>,
): StepScalars {
  return Object.fromEntries(
    Object.entries(outputs).map(([name, { data }]) => [name, Number(data[0] ?? NaN)]),
  );
}
