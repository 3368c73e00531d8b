import { percent } from '@momq/core/execution';
import type { CorpusDiversity } from '@momq/datagen/diversity';
import { barChart, chartPage } from './bar-chart.js';
import { escapeHtml } from './escape-html.js';

/** A corpus by the name that the report calls it. */
export interface NamedDiversity {
  readonly name: string;
  readonly diversity: CorpusDiversity;
}

/** Keywords that a chart shows. */
const shownKeywords = 60;
/** Numbers of joins that a chart tells apart. */
const shownJoins = 6;
/** Ranks of templates whose share a chart shows. */
const ranks = [1, 10, 30, 100, 300, 1000, 3000];

/** What is compared, as rows of a table: a name, and a number or text a corpus. */
export function diversityFigures(corpora: readonly NamedDiversity[]): [string, ...string[]][] {
  const row = (name: string, value: (each: CorpusDiversity) => string | number) =>
    [name, ...corpora.map(({ diversity }) => String(value(diversity)))] as [string, ...string[]];
  const own = (each: CorpusDiversity): number =>
    each.keywords.filter(({ specific }) => specific).length;
  return [
    row('queries', ({ queries }) => queries),
    row('rows passed over', ({ rows, queries }) => rows - queries),
    row('different queries', ({ distinctQueries }) => distinctQueries),
    row('unique keywords', ({ keywords }) => keywords.length),
    row(
      'of the dialect’s own keywords',
      (each) => `${own(each)} of ${own(each) + each.missingSpecific.length}`,
    ),
    row(
      'of those that a query can have',
      ({ coverage: { found, possible } }) =>
        `${found} of ${possible} (${percent(found / Math.max(possible, 1), 1)})`,
    ),
    row('queries with a keyword of its own', ({ specificQueries }) => specificQueries),
    row('templates', ({ templates }) => templates.length),
    row('joins on average', ({ joins, queries }) => averageOf(joins, queries).toFixed(2)),
  ];
}

/** A page that shows how varied corpora of one dialect are, side by side. */
export function diversityPage(title: string, corpora: readonly NamedDiversity[]): string {
  const names = corpora.map(({ name }) => name);
  const share = (value: number): string => percent(value, 1);
  const bars = (
    caption: string,
    labels: readonly string[],
    value: (each: CorpusDiversity, place: number) => number,
  ): string => {
    const series = corpora.map(({ name, diversity }) => ({
      name,
      values: labels.map((_, place) => value(diversity, place)),
    }));
    return barChart(caption, labels, series, { format: share });
  };
  const keywords = keywordsOf(corpora);
  const joinLabels = Array.from({ length: shownJoins }, (_, joins) => String(joins));
  const sections = [
    table(['', ...names], diversityFigures(corpora)),
    bars(
      'Keywords: share of the queries that have it (* the dialect’s own)',
      keywords.map(({ keyword, specific }) => (specific ? `${keyword} *` : keyword)),
      (each, place) => keywordShare(each, keywords[place]!.keyword),
    ),
    bars('Joins: share of the queries', [...joinLabels, `${shownJoins} and more`], joinShare),
    bars(
      'Templates: share of the queries that have one of the most frequent',
      ranks.map((rank) => `the first ${rank}`),
      ({ templates, queries }, place) =>
        templates.slice(0, ranks[place]).reduce((sum, { count }) => sum + count, 0) /
        Math.max(queries, 1),
    ),
    ...corpora.flatMap(({ name, diversity }) => [
      `<h2>${escapeHtml(name)}</h2>`,
      diversity.missingSpecific.length === 0
        ? '<p>Every keyword of the dialect’s own is there.</p>'
        : `<p>Keywords of the dialect’s own that are nowhere: ${escapeHtml(diversity.missingSpecific.join(', '))}.</p>`,
      table(
        ['queries', 'the most frequent templates'],
        diversity.templates.slice(0, 20).map(({ count, template }) => [String(count), template]),
      ),
      Object.keys(diversity.skipped).length === 0
        ? ''
        : table(
            ['rows', 'passed over because'],
            Object.entries(diversity.skipped).map(([reason, count]) => [String(count), reason]),
          ),
    ]),
  ];
  return chartPage(title, sections.join('\n'));
}

function keywordsOf(corpora: readonly NamedDiversity[]): CorpusDiversity['keywords'] {
  const most = new Map<string, CorpusDiversity['keywords'][number]>();
  for (const { diversity } of corpora)
    for (const each of diversity.keywords)
      if ((most.get(each.keyword)?.count ?? 0) < each.count) most.set(each.keyword, each);
  const sorted = [...most.values()].sort((a, b) => b.count - a.count);
  return sorted.slice(0, shownKeywords);
}

function keywordShare({ keywords, queries }: CorpusDiversity, wanted: string): number {
  const count = keywords.find(({ keyword }) => keyword === wanted)?.count ?? 0;
  return count / Math.max(queries, 1);
}

function joinShare({ joins, queries }: CorpusDiversity, place: number): number {
  const counts = place < shownJoins ? [joins[place] ?? 0] : joins.slice(shownJoins);
  return counts.reduce((sum, count) => sum + count, 0) / Math.max(queries, 1);
}

function averageOf(joins: readonly number[], queries: number): number {
  return joins.reduce((sum, count, steps) => sum + count * steps, 0) / Math.max(queries, 1);
}

function table(header: readonly string[], rows: readonly (readonly string[])[]): string {
  const head = header.map((cell) => `<th>${escapeHtml(cell)}</th>`).join('');
  const body = rows.map(
    (row) =>
      `<tr>${row.map((cell, place) => (place === 0 ? `<th>${escapeHtml(cell)}</th>` : `<td><code>${escapeHtml(cell)}</code></td>`)).join('')}</tr>`,
  );
  return `<table class="facts"><thead><tr>${head}</tr></thead><tbody>${body.join('\n')}</tbody></table>`;
}
