const levels = ' ▁▂▃▄▅▆▇█';

/** A small line of a curve in text. */
export interface TerminalCurve {
  readonly name: string;
  readonly values: readonly number[];
  /** Bounds of the axis. Default: those of the values. */
  readonly range?: readonly [number, number];
  /** How the last value and the bounds are written. */
  readonly format: (value: number) => string;
}

/** Values as `width` means of equal parts; fewer values stay as they are. */
function resample(values: readonly number[], width: number): number[] {
  if (values.length <= width) return [...values];
  return Array.from({ length: width }, (_, i) => {
    const from = Math.floor((i * values.length) / width);
    const part = values.slice(from, Math.floor(((i + 1) * values.length) / width));
    return part.reduce((sum, value) => sum + value, 0) / part.length;
  });
}

/**
 * A curve as text in Unicode blocks.
 * @param width columns of the plot
 * @param height rows of the plot
 * @returns `height` lines: the plot with its bounds, and name and last value at the end of the first line
 */
export function terminalChart(
  { name, values, range, format }: TerminalCurve,
  width: number,
  height: number,
): string[] {
  const points = resample(values, width);
  const low = range?.[0] ?? Math.min(...points);
  const high = range?.[1] ?? Math.max(...points);
  const steps = height * (levels.length - 1);
  const heights = points.map((value) =>
    // a flat curve is drawn in the middle; the lowest value still shows one eighth
    Math.max(1, Math.round(high > low ? ((value - low) / (high - low)) * steps : steps / 2)),
  );
  const labels = [format(high), format(low)];
  const labelWidth = Math.max(...labels.map((label) => label.length));
  return Array.from({ length: height }, (_, row) => {
    const floor = (height - 1 - row) * (levels.length - 1);
    const bar = heights
      .map((value) => levels[Math.min(levels.length - 1, Math.max(0, value - floor))])
      .join('');
    const label = row === 0 ? labels[0]! : row === height - 1 ? labels[1]! : '';
    const last = values.at(-1);
    const title = row === 0 && last !== undefined ? ` ${name} ${format(last)}` : '';
    return `${label.padStart(labelWidth)} ┤${bar.padEnd(width)}${title}`;
  });
}
