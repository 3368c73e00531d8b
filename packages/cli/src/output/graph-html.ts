import { percent } from '@momq/core/execution';
import type { InspectedGraph } from '@momq/moe/pointer';
import { escapeHtml } from './escape-html.js';
import { describeGraph } from './graph-text.js';
import { partMaxima } from './memory-chart.js';
import { operatorRows } from './operator-rows.js';
import { formatBytes, formatFlops, formatMilliseconds } from './quantities.js';

const style = `body{font:14px/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem;color:#1b2733}
h2{margin:2.5rem 0 0}small{color:#66788a;font-weight:400}pre{color:#44546a}
table{border-collapse:collapse;width:100%}th,td{padding:.15rem .6rem;text-align:right;white-space:nowrap}
th:first-child,td:first-child{text-align:left}td:last-child{width:40%;text-align:left}th{border-bottom:1px solid #c7d2dd}
svg{display:block;width:100%}.bar,.area{fill:#2b7a78}.grid{stroke:#c7d2dd}text{font-size:11px;fill:#66788a}
@media(prefers-color-scheme:dark){body{background:#14191f;color:#dce4ec}th{border-color:#344}pre{color:#9fb0c0}.bar,.area{fill:#4fb3a5}}`;

/** A page that shows graphs: facts, operators with time bars, memory over the nodes. It loads nothing. */
export function graphPage(title: string, graphs: readonly InspectedGraph[]): string {
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>${escapeHtml(title)}</title><style>${style}</style></head><body>
<h1>${escapeHtml(title)}</h1>
${graphs.map(section).join('\n')}
</body></html>
`;
}

function section(graph: InspectedGraph): string {
  const rows = operatorRows(graph).map(
    ({ operator, nodes, flops, milliseconds, share }) =>
      `<tr><td>${escapeHtml(operator)}</td><td>${nodes}</td><td>${formatFlops(flops)}</td><td>${formatMilliseconds(milliseconds)}</td>` +
      `<td><svg viewBox="0 0 100 6" preserveAspectRatio="none" height="12" role="img" aria-label="${percent(share, 1)}"><rect class="bar" width="${(share * 100).toFixed(2)}" height="6"/></svg></td></tr>`,
  );
  return `<h2>${escapeHtml(graph.name)} <small>${escapeHtml(graph.size)}</small></h2>
<pre>${describeGraph(graph).map(escapeHtml).join('\n')}</pre>
<table><thead><tr><th>operator</th><th>nodes</th><th>work</th><th>time</th><th></th></tr></thead><tbody>
${rows.join('\n')}
</tbody></table>
<p>Intermediate values in memory, node by node</p>
${memoryPicture(graph.report.liveBytes)}`;
}

function memoryPicture(liveBytes: readonly number[]): string {
  const [left, top, width, height] = [70, 10, 820, 160];
  const parts = partMaxima(liveBytes, width);
  const peak = parts.reduce((most, value) => Math.max(most, value), 1);
  const step = width / Math.max(1, parts.length);
  const points = parts.flatMap((bytes, index) => {
    const y = (top + height * (1 - bytes / peak)).toFixed(1);
    return [
      `${(left + index * step).toFixed(1)},${y}`,
      `${(left + (index + 1) * step).toFixed(1)},${y}`,
    ];
  });
  const bottom = top + height;
  return `<svg viewBox="0 0 900 200" role="img" aria-label="at most ${formatBytes(peak)}">
<line class="grid" x1="${left}" y1="${top}" x2="${left + width}" y2="${top}"/><line class="grid" x1="${left}" y1="${bottom}" x2="${left + width}" y2="${bottom}"/>
<polygon class="area" points="${left},${bottom} ${points.join(' ')} ${left + width},${bottom}"/>
<text x="${left - 6}" y="${top + 4}" text-anchor="end">${formatBytes(peak)}</text><text x="${left - 6}" y="${bottom}" text-anchor="end">0 B</text>
<text x="${left}" y="${bottom + 16}">0</text><text x="${left + width}" y="${bottom + 16}" text-anchor="end">${liveBytes.length} nodes</text>
</svg>`;
}
