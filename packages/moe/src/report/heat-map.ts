import { escapeHtml } from './escape-html.js';

/** Settings of {@link heatMap}. */
export interface HeatMapOptions {
  readonly title: string;
  readonly rows: readonly string[];
  readonly columns: readonly string[];
  /** `values[row][column]`, 0 or more. */
  readonly values: readonly (readonly number[])[];
  /** Value of the darkest cell. Default: the largest. */
  readonly maximum?: number;
  /** Writes a value. Default: three digits. */
  readonly format?: (value: number) => string;
  /** Whether cells show their values; else they are tool tips. Default false. */
  readonly showValues?: boolean;
}

/** A table whose cells are the darker, the greater their value. */
export function heatMap(options: HeatMapOptions): string {
  const { title, rows, columns, values, showValues = false } = options;
  const { format = (value) => String(Number(value.toPrecision(3))) } = options;
  const largest = options.maximum ?? Math.max(0, ...values.flat());
  const cell = (value: number, column: string): string => {
    const share = largest > 0 ? Math.min(1, value / largest) : 0;
    const style = `background:rgb(0 114 178/${share.toFixed(3)});color:${share > 0.55 ? '#fff' : 'inherit'}`;
    const tip = `${column}: ${format(value)}`;
    return `<td style="${style}" title="${escapeHtml(tip)}">${showValues ? escapeHtml(format(value)) : ''}</td>`;
  };
  const head = columns.map((column) => `<th scope="col"><span>${escapeHtml(column)}</span></th>`);
  const body = rows.map((row, i) => {
    const cells = columns.map((column, j) => cell(values[i]?.[j] ?? 0, column));
    return `<tr><th scope="row">${escapeHtml(row)}</th>${cells.join('')}</tr>`;
  });
  return `<figure class="heat${showValues ? ' values' : ''}"><figcaption>${escapeHtml(title)}</figcaption>
<table><thead><tr><td></td>${head.join('')}</tr></thead><tbody>${body.join('\n')}</tbody></table></figure>`;
}
