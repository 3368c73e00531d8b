import { escapeControls } from '@momq/core/execution';
import { barChart, chartPage } from './bar-chart.js';
import type { BarSeries } from './bar-chart.js';
import { escapeHtml } from './escape-html.js';

/** A part of a report that is written as HTML or as Markdown. */
export type ReportPart =
  | { readonly kind: 'heading' | 'text'; readonly text: string }
  | {
      readonly kind: 'table';
      readonly columns: readonly string[];
      readonly rows: readonly (readonly (string | number)[])[];
    }
  /** Shares of 0–1; Markdown has them as a table. */
  | {
      readonly kind: 'bars';
      readonly title: string;
      readonly labels: readonly string[];
      readonly series: readonly BarSeries[];
    }
  | {
      readonly kind: 'example';
      readonly text: string;
      /** Queries and what engines said, each under a name. */
      readonly code: readonly (readonly [name: string, text: string])[];
    };

/** A report as a page that loads nothing. */
export function reportHtml(title: string, parts: readonly ReportPart[]): string {
  return chartPage(title, parts.map(partHtml).join('\n'));
}

/** A report as GitHub's Markdown. */
export function reportMarkdown(title: string, parts: readonly ReportPart[]): string {
  return `# ${plain(title)}\n\n${parts.map(partMarkdown).join('\n\n')}\n`;
}

function partHtml(part: ReportPart): string {
  switch (part.kind) {
    case 'heading':
      return `<h2>${escapeHtml(part.text)}</h2>`;
    case 'text':
      return `<p>${escapeHtml(part.text)}</p>`;
    case 'table':
      return tableHtml(part.columns, part.rows);
    case 'bars':
      return barChart(part.title, part.labels, part.series, { format: inPercent, most: 1 });
    case 'example': {
      const code = part.code.map(
        ([name, text]) =>
          `<dt>${escapeHtml(name)}</dt><dd><code>${escapeHtml(escapeControls(text))}</code></dd>`,
      );
      return `<section><p><b>${escapeHtml(part.text)}</b></p><dl>${code.join('')}</dl></section>`;
    }
  }
}

function tableHtml(
  columns: readonly string[],
  rows: readonly (readonly (string | number)[])[],
): string {
  const head = columns.map((cell) => `<th>${escapeHtml(cell)}</th>`).join('');
  const body = rows.map(
    (row) =>
      `<tr>${row.map((cell, place) => (place === 0 ? `<th>${escapeHtml(String(cell))}</th>` : `<td>${escapeHtml(String(cell))}</td>`)).join('')}</tr>`,
  );
  return `<table class="facts"><thead><tr>${head}</tr></thead><tbody>${body.join('\n')}</tbody></table>`;
}

function partMarkdown(part: ReportPart): string {
  switch (part.kind) {
    case 'heading':
      return `## ${plain(part.text)}`;
    case 'text':
      return plain(part.text);
    case 'table':
      return tableMarkdown(part.columns, part.rows);
    case 'bars':
      return tableMarkdown(
        [part.title, ...part.series.map(({ name }) => name)],
        part.labels.map((label, place) => [
          label,
          ...part.series.map(({ values }) => inPercent(values[place] ?? 0)),
        ]),
      );
    case 'example': {
      const code = part.code.map(([name, text]) => `  ${name}:\n\n${fenced(text)}`);
      return [`- ${plain(part.text)}`, ...code].join('\n\n');
    }
  }
}

function tableMarkdown(
  columns: readonly string[],
  rows: readonly (readonly (string | number)[])[],
): string {
  const line = (cells: readonly (string | number)[]): string =>
    `| ${cells.map((cell) => plain(String(cell))).join(' | ')} |`;
  return [line(columns), line(columns.map(() => '---')), ...rows.map(line)].join('\n');
}

/** A block of code inside a list, in a fence longer than any in it. */
function fenced(text: string): string {
  const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = '`'.repeat(longest + 1);
  return [fence, ...escapeControls(text).split('\n'), fence].map((line) => `  ${line}`).join('\n');
}

/** Text on one line that Markdown shows as it is. */
function plain(text: string): string {
  return escapeControls(text.replaceAll(/\s+/g, ' ')).replaceAll(/[\\`*_[\]<>|#]/g, '\\$&');
}

function inPercent(share: number): string {
  return `${(share * 100).toFixed(1)} %`;
}
