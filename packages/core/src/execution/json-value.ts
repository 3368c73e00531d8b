import type { Value } from '@momq/dialect';

/**
 * A value as JSON can hold it without loss of digits: integers beyond 2^53 become text, and so do NaN and the infinities, at any
 * depth.
 */
export function jsonValue(value: Value): Value {
  if (typeof value === 'bigint') return value.toString();
  if (typeof value === 'number') return Number.isFinite(value) ? value : String(value);
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return (value as readonly Value[]).map(jsonValue);
  return Object.fromEntries(
    Object.entries(value as Readonly<Record<string, Value>>).map(([key, part]) => [
      key,
      jsonValue(part),
    ]),
  );
}
