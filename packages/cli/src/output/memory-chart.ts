import { formatBytes } from './quantities.js';

const eighths = [' ', '▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'];

/** The largest value of each of `columns` equal parts of a series; fewer parts when the series is shorter. */
export function partMaxima(series: readonly number[], columns: number): number[] {
  const count = Math.min(columns, series.length);
  return Array.from({ length: count }, (_, column) => {
    const from = Math.floor((column * series.length) / count);
    const to = Math.floor(((column + 1) * series.length) / count);
    return series.slice(from, to).reduce((most, value) => Math.max(most, value), 0);
  });
}

/**
 * Draws bytes in use over the sequence of nodes as a chart of block characters, one line per row.
 *
 * @param width - columns; each shows the largest value of its nodes
 */
export function memoryChart(liveBytes: readonly number[], width = 64, height = 6): string[] {
  const parts = partMaxima(liveBytes, width);
  const peak = parts.reduce((most, value) => Math.max(most, value), 0);
  const levels = parts.map((bytes) =>
    // what is in use shows, however little it is
    peak === 0 ? 0 : Math.max(bytes > 0 ? 1 : 0, Math.round((bytes / peak) * height * 8)),
  );
  const label = formatBytes(peak);
  const rows = Array.from({ length: height }, (_, row) => {
    const below = (height - 1 - row) * 8;
    const cells = levels.map((level) => eighths[Math.min(8, Math.max(0, level - below))] as string);
    return `${(row === 0 ? label : '').padStart(label.length)} │${cells.join('')}`;
  });
  const nodes = String(liveBytes.length);
  const axis = `${'0 B'.padStart(label.length)} └${'─'.repeat(parts.length)}`;
  const scale = `${' '.repeat(label.length + 2)}0${nodes.padStart(Math.max(nodes.length + 1, parts.length - 1))} nodes`;
  return [...rows, axis, scale];
}
