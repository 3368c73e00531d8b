import { escapeHtml } from './escape-html.js';

/** One line of a chart. */
export interface LineSeries {
  readonly name: string;
  readonly points: readonly (readonly [x: number, y: number])[];
}

/** Settings of {@link lineChart}. */
export interface LineChartOptions {
  readonly title: string;
  readonly xLabel: string;
  readonly series: readonly LineSeries[];
  /** Bounds of the vertical axis. Default: those of the data. */
  readonly yRange?: readonly [number, number];
}

const [width, height] = [560, 260];
const margin = { left: 56, right: 12, top: 12, bottom: 36 };

/** Colours that stay apart for colour-blind eyes (Okabe and Ito). */
export const seriesColours = [
  '#0072b2',
  '#d55e00',
  '#009e73',
  '#cc79a7',
  '#e69f00',
  '#56b4e9',
  '#000000',
];

/** A line chart as a `<figure>` with inline SVG. Points that are no numbers are left out. */
export function lineChart({ title, xLabel, series, yRange }: LineChartOptions): string {
  const finite = series.map(({ name, points }) => ({
    name,
    points: points.filter((point) => point.every(Number.isFinite)),
  }));
  const all = finite.flatMap(({ points }) => points);
  if (all.length === 0) return '';
  const [xMin, xMax] = bounds(all.map(([x]) => x));
  const [yMin, yMax] = yRange ?? bounds(all.map(([, y]) => y));
  const across = width - margin.left - margin.right;
  const down = height - margin.top - margin.bottom;
  const px = (x: number) => round(margin.left + ((x - xMin) / (xMax - xMin)) * across);
  const py = (y: number) => round(margin.top + (1 - (y - yMin) / (yMax - yMin)) * down);
  const grid = ticks(yMin, yMax).map(
    (y) =>
      `<line x1="${margin.left}" x2="${width - margin.right}" y1="${py(y)}" y2="${py(y)}" class="grid"/>` +
      `<text x="${margin.left - 6}" y="${py(y) + 4}" text-anchor="end">${label(y)}</text>`,
  );
  const xTicks = ticks(xMin, xMax).map(
    (x) =>
      `<text x="${px(x)}" y="${height - margin.bottom + 16}" text-anchor="middle">${label(x)}</text>`,
  );
  const lines = finite.map(({ name, points }, i) => {
    const path = points.map(([x, y]) => `${px(x)},${py(y)}`).join(' ');
    const colour = seriesColours[i % seriesColours.length];
    const dots =
      points.length <= 30
        ? points.map(([x, y]) => `<circle cx="${px(x)}" cy="${py(y)}" r="2.5" fill="${colour}"/>`)
        : [];
    return `<polyline points="${path}" fill="none" stroke="${colour}" stroke-width="1.6"><title>${escapeHtml(name)}</title></polyline>${dots.join('')}`;
  });
  const legend = finite.map(
    ({ name }, i) =>
      `<span><i style="background:${seriesColours[i % seriesColours.length]}"></i>${escapeHtml(name)}</span>`,
  );
  return `<figure><figcaption>${escapeHtml(title)}</figcaption>
<svg viewBox="0 0 ${width} ${height}" role="img" aria-label="${escapeHtml(title)}">${grid.join('')}${xTicks.join('')}
<text x="${margin.left + across / 2}" y="${height - 4}" text-anchor="middle">${escapeHtml(xLabel)}</text>
${lines.join('\n')}</svg>
<p class="legend">${legend.join(' ')}</p></figure>`;
}

function bounds(values: readonly number[]): [number, number] {
  let [low, high] = [Infinity, -Infinity];
  for (const value of values) [low, high] = [Math.min(low, value), Math.max(high, value)];
  return low === high ? [low - 0.5, high + 0.5] : [low, high];
}

/** Round numbers between two bounds, about five. */
function ticks(low: number, high: number): number[] {
  const rough = (high - low) / 5;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10].map((each) => each * power).find((each) => each >= rough) ?? rough;
  const list: number[] = [];
  for (let tick = Math.ceil(low / step); tick * step <= high; tick += 1) list.push(tick * step);
  return list;
}

function label(value: number): string {
  return Number(value.toPrecision(4)).toLocaleString('en', { maximumSignificantDigits: 4 });
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
