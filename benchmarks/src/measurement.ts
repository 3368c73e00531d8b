/** One measured figure. */
export interface Measurement {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  /** The value that is promised; `null` for figures that are only reported. */
  readonly target: number | null;
  /** Whether the target is reached; true without a target. */
  readonly ok: boolean;
  /** The same figure of another program, measured in the same run on the same machine. */
  readonly peer?: { readonly name: string; readonly value: number };
}

/** What a target bounds. */
export type Bound = { readonly atMost: number } | { readonly atLeast: number } | 'report only';

/** Builds a measurement and compares it with its bound. */
export function measurement(
  name: string,
  { value, unit }: { readonly value: number; readonly unit: string },
  bound: Bound,
): Measurement {
  const rounded = Number(value.toPrecision(4));
  if (bound === 'report only') return { name, value: rounded, unit, target: null, ok: true };
  if ('atMost' in bound)
    return { name, value: rounded, unit, target: bound.atMost, ok: value <= bound.atMost };
  return { name, value: rounded, unit, target: bound.atLeast, ok: value >= bound.atLeast };
}

/** The middle of the sorted values; the lower one of two. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((left, right) => left - right);
  const middle = sorted[Math.floor((sorted.length - 1) / 2)];
  if (middle === undefined) throw new RangeError('median: expected at least one value, got none');
  return middle;
}
