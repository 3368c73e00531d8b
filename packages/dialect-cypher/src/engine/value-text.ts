import { textOf, type GraphValue } from '@momq/graph-store';

/** A value that is no container as `toString` gives it; floats as Java writes them. */
export function textOfValue(value: GraphValue): string {
  return typeof value === 'number' ? floatText(value) : textOf(value);
}

/** `1.0`, `0.001`, `1.0E10`, `1.0E-4`, `Infinity`, `NaN`: the notation of Java's `Double.toString`. */
function floatText(value: number): string {
  if (!Number.isFinite(value)) return String(value);
  if (value === 0) return Object.is(value, -0) ? '-0.0' : '0.0';
  const size = Math.abs(value);
  if (size >= 1e-3 && size < 1e7) return Number.isInteger(value) ? value.toFixed(1) : String(value);
  const [digits, exponent] = value.toExponential().split('e') as [string, string];
  return `${digits.includes('.') ? digits : `${digits}.0`}E${Number(exponent)}`;
}
