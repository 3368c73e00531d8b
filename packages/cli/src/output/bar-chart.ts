import { escapeHtml } from './escape-html.js';

/** One of the colours of a chart. */
export interface BarSeries {
  readonly name: string;
  /** One a label, from 0. */
  readonly values: readonly number[];
}

const colours = ['#2b7a78', '#d08c3c', '#6a5acd'];

/**
 * Bars as a figure without scripts: a row a label, in it a bar a series.
 *
 * @param scale - `format` writes a value beside its bar, default: as it is; `most`: the value of a bar of full width, default: the
 *   largest one
 */
export function barChart(
  title: string,
  labels: readonly string[],
  series: readonly BarSeries[],
  scale: { readonly format?: (value: number) => string; readonly most?: number } = {},
): string {
  const largest = Math.max(...series.flatMap(({ values }) => values), Number.MIN_VALUE);
  const { format = String, most = largest } = scale;
  const legend =
    series.length < 2
      ? ''
      : `<p class="legend">${series.map(({ name }, place) => `<i style="background:${colours[place]}"></i>${escapeHtml(name)}`).join(' ')}</p>`;
  const rows = labels.map((label, index) => {
    const bars = series.map(({ values }, place) => {
      const value = values[index] ?? 0;
      const width = ((100 * value) / most).toFixed(2);
      return `<div class="bar"><b style="width:${width}%;background:${colours[place]}"></b><span>${escapeHtml(format(value))}</span></div>`;
    });
    return `<tr><th>${escapeHtml(label)}</th><td>${bars.join('')}</td></tr>`;
  });
  return `<figure><figcaption>${escapeHtml(title)}</figcaption>${legend}<table class="bars">${rows.join('\n')}</table></figure>`;
}

/** A page of figures that loads nothing. */
export function chartPage(title: string, body: string): string {
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>${escapeHtml(title)}</title><style>
body{font:14px/1.5 system-ui,sans-serif;max-width:64rem;margin:2rem auto;padding:0 1rem;color:#1b2733;background:#fff}
table{border-collapse:collapse}th,td{padding:.1rem .6rem;text-align:left;vertical-align:top}.facts td{text-align:right}
figure{margin:2rem 0}figcaption{font-weight:600}.bars{width:100%}.bars th{font-weight:400;width:14rem;overflow-wrap:anywhere}
.bar{display:flex;align-items:center;gap:.4rem}.bar b{display:block;height:.7rem;min-width:1px;flex:none;max-width:85%}.bar span{color:#66788a;font-size:12px;white-space:nowrap}
.legend i{display:inline-block;width:.8em;height:.8em;margin:0 .3em 0 1em}code{font-size:12px;overflow-wrap:anywhere}
@media(prefers-color-scheme:dark){body{background:#14191f;color:#dce4ec}}
</style></head><body>
<h1>${escapeHtml(title)}</h1>
${body}
</body></html>
`;
}
