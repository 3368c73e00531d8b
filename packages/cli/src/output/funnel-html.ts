import type { SqlGenReport } from '@momq/datagen/sql-gen';
import { barChart, chartPage } from './bar-chart.js';
import { escapeHtml } from './escape-html.js';

/** A page that shows how many pairs each filter of a run left, and why it dropped the others. */
export function funnelPage({ dialect, model, asked, funnel, stopped }: SqlGenReport): string {
  const left = barChart(
    'Pairs left after each filter',
    ['asked for', ...funnel.map(({ stage }) => stage)],
    [{ name: 'pairs', values: [asked, ...funnel.map((each) => each.left)] }],
  );
  const reasons = funnel.flatMap(({ stage, reasons: each }) =>
    Object.entries(each).map(
      ([reason, count]) =>
        `<tr><td>${escapeHtml(stage)}</td><td>${count}</td><td>${escapeHtml(reason)}</td></tr>`,
    ),
  );
  const table = `<table><thead><tr><th>filter</th><th>dropped</th><th>because</th></tr></thead><tbody>${reasons.join('\n')}</tbody></table>`;
  const end = stopped === undefined ? '' : `<p>Stopped: ${escapeHtml(stopped)}</p>`;
  return chartPage(`Pairs in ${dialect} by ${model}`, `${left}\n${end}\n${table}`);
}
