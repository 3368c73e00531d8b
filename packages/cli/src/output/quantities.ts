/** Bytes with a unit of three digits, for example `45.2 MB`; powers of 1,000. */
export function formatBytes(bytes: number): string {
  return scaled(bytes, ['B', 'kB', 'MB', 'GB', 'TB']);
}

/** Floating-point operations with a unit, for example `1.25 GFLOP`. */
export function formatFlops(flops: number): string {
  return scaled(flops, ['FLOP', 'kFLOP', 'MFLOP', 'GFLOP', 'TFLOP', 'PFLOP']);
}

/** Milliseconds with three digits. */
export function formatMilliseconds(milliseconds: number): string {
  return `${threeDigits(milliseconds)} ms`;
}

function scaled(value: number, units: readonly string[]): string {
  let power = 0;
  let rest = value;
  while (rest >= 999.5 && power < units.length - 1) {
    rest /= 1000;
    power += 1;
  }
  return `${power === 0 ? rest : threeDigits(rest)} ${units[power] as string}`;
}

function threeDigits(value: number): string {
  if (value === 0) return '0';
  return value.toFixed(value < 10 ? 2 : value < 100 ? 1 : 0);
}
