import type { TrainingLogEntry } from '../training/run-options.js';
import { escapeHtml } from './escape-html.js';
import { heatMap } from './heat-map.js';
import { lineChart, type LineSeries } from './line-chart.js';
import type { ExpertLoad, TrainingReport } from './training-report.js';

const style = `
body{font:15px/1.5 system-ui,sans-serif;margin:2rem auto;max-width:76rem;padding:0 1rem;color:#1b1b1b;background:#fff}
h1{font-size:1.5rem}h2{font-size:1.15rem;margin-top:2rem}
dl{display:grid;grid-template-columns:max-content 1fr;gap:.1rem 1rem}dt{color:#666}dd{margin:0;overflow-wrap:anywhere}
.charts{display:flex;flex-wrap:wrap;gap:1rem}figure{margin:0;flex:1 1 26rem}figcaption{font-weight:600}
svg{width:100%;height:auto}svg text{font-size:11px;fill:#555}.grid{stroke:#ddd}
.legend span{margin-right:1rem}.legend i{display:inline-block;width:.8em;height:.8em;margin-right:.3em;border-radius:2px}
.heat{overflow-x:auto}table{border-collapse:collapse;font-size:12px}td{min-width:1.1rem;height:1.1rem;padding:0 .2rem;text-align:center}
th{font-weight:400;text-align:right;padding:0 .4rem;white-space:nowrap}thead th span{writing-mode:vertical-rl;transform:rotate(180deg)}
.values thead th span{writing-mode:initial;transform:none}`;

/**
 * A training run as one HTML page without scripts and without anything to load: losses, execution accuracy by dialect,
 * expert load, router confusion and token-level routing, as far as they were measured.
 */
export function renderTrainingReport(report: TrainingReport): string {
  const facts = Object.entries(report.facts).map(
    ([name, value]) => `<dt>${escapeHtml(name)}</dt><dd>${escapeHtml(value)}</dd>`,
  );
  const sections = [
    section('Losses', charts(report)),
    section('Execution accuracy', [accuracyChart(report)]),
    section('Expert load', loadMaps(report.expertLoads)),
    section('Dialect router', [confusionMap(report)]),
    section('Routing by token', routingMaps(report)),
  ];
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>${escapeHtml(report.title)}</title><style>${style}</style></head>
<body><h1>${escapeHtml(report.title)}</h1><dl>${facts.join('')}</dl>
${sections.join('\n')}
</body></html>
`;
}

function section(title: string, parts: readonly string[]): string {
  const shown = parts.filter((part) => part !== '');
  return shown.length === 0
    ? ''
    : `<h2>${escapeHtml(title)}</h2><div class="charts">${shown.join('\n')}</div>`;
}

function charts({ entries }: TrainingReport): string[] {
  const line = (name: string, value: (entry: TrainingLogEntry) => number): LineSeries => ({
    name,
    points: entries.map((entry) => [entry.step, value(entry)]),
  });
  const chart = (title: string, ...series: LineSeries[]) =>
    lineChart({ title, xLabel: 'step', series });
  return [
    chart(
      'Language model loss',
      line('L_LM', (entry) => entry.lmLoss),
    ),
    chart(
      'Dialect router loss',
      line('L_DR', (entry) => entry.dialectLoss),
    ),
    chart(
      'Balance loss',
      line('L_Bal', (entry) => entry.balanceLoss),
    ),
    chart(
      'Accuracy of the next token',
      line('training batches', (entry) => entry.accuracy ?? NaN),
    ),
    chart(
      'Learning rate',
      line('learning rate', (entry) => entry.learningRate),
    ),
    chart(
      'Gradient norm',
      line('before clipping', (entry) => entry.gradientNorm),
    ),
  ];
}

function accuracyChart({ evaluations }: TrainingReport): string {
  const dialects = [
    ...new Set(evaluations.flatMap(({ executionAccuracy: each }) => Object.keys(each))),
  ];
  return lineChart({
    title: 'Held-out questions answered right',
    xLabel: 'step',
    yRange: [0, 1],
    series: dialects.map((name) => ({
      name,
      points: evaluations.map(({ step, executionAccuracy: each }) => [step, each[name] ?? NaN]),
    })),
  });
}

function loadMaps(loads: readonly ExpertLoad[]): string[] {
  const groups = [...new Set(loads.map(({ group }) => group))];
  return groups.map((group) => {
    const own = loads.filter((load) => load.group === group);
    return heatMap({
      title: `${group}: share of tokens by layer and expert`,
      rows: own.map(({ layer }) => `layer ${layer}`),
      columns: (own[0]?.shares ?? []).map((_, i) => String(i + 1)),
      values: own.map(({ shares }) => shares),
      format: (share) => `${(100 * share).toFixed(1)} %`,
      showValues: true,
    });
  });
}

function confusionMap({ confusion }: TrainingReport): string {
  if (confusion === null) return '';
  const { dialects, counts } = confusion;
  const shares = counts.map((row) => {
    const total = row.reduce((sum, count) => sum + count, 0);
    return row.map((count) => (total === 0 ? 0 : count / total));
  });
  return heatMap({
    title: 'Chosen dialect (columns) of samples of each dialect (rows)',
    rows: dialects,
    columns: dialects,
    values: shares,
    maximum: 1,
    format: (share) => `${(100 * share).toFixed(1)} %`,
    showValues: true,
  });
}

function routingMaps({ routings }: TrainingReport): string[] {
  return routings.map(({ dialect, tokens, experts, weights }) =>
    heatMap({
      title: `${dialect}: weights of the experts, token by token`,
      rows: experts,
      columns: tokens,
      values: weights,
    }),
  );
}
