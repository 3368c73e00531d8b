import type { ReadQuery } from './read-query.js';

/** What a question can ask a query to do with rows. */
export type Operation =
  | 'average'
  | 'total'
  | 'count'
  /** A comparison from below, from above, or either, as for ages, which birth dates turn round. */
  | 'above'
  | 'below'
  | 'compare'
  /** A superlative at one end, or at either. */
  | 'largest'
  | 'smallest'
  | 'extreme'
  | 'order'
  | 'descending'
  | 'distinct'
  /** Something for each of a kind. */
  | 'each'
  | 'negate';

/** True when a query shows an operation, in whatever dialect it is written. */
export function performs(operation: Operation, { text, analysis }: ReadQuery): boolean {
  const calls = (...names: string[]): boolean =>
    analysis.functions.some((name) => names.includes(name.toLowerCase()));
  const says = (...names: string[]): boolean =>
    analysis.keywords.some((name) => names.includes(name));
  const turnedRound = says('NOT', 'EXCEPT');
  switch (operation) {
    case 'average':
      return calls('avg');
    case 'total':
      return calls('sum', 'count', 'total');
    case 'count':
      return calls('count', 'sum', 'total');
    case 'above':
      return />/.test(text.replaceAll('<>', '')) || says('BETWEEN', 'ORDER') || turnedRound;
    case 'below':
      return /</.test(text.replaceAll('<>', '')) || says('BETWEEN', 'ORDER') || turnedRound;
    case 'compare':
      return /[<>]/.test(text) || says('BETWEEN', 'ORDER') || turnedRound;
    case 'largest':
      return says('DESC') || calls('max', ...ranks);
    case 'smallest':
      return /\border by(?!.*\bdesc\b)/is.test(text) || says('ASC') || calls('min', ...ranks);
    case 'extreme':
      return says('ORDER') || calls('max', 'min', ...ranks);
    case 'order':
      return says('ORDER');
    case 'descending':
      return says('DESC');
    case 'distinct':
      return says('DISTINCT', 'GROUP', 'UNION', 'INTERSECT', 'EXCEPT') || calls('count');
    case 'each':
      return says('GROUP', 'MATCH', 'PARTITION') || !calls('count', 'sum', 'avg', 'min', 'max');
    case 'negate':
      return /<>|!=/.test(text) || says('NOT', 'EXCEPT', 'NULL', 'FALSE');
  }
}

const ranks = ['rank', 'dense_rank', 'row_number'];

/** Operations of which any one accounts for something that a query does. */
const superlatives: readonly Operation[] = ['largest', 'smallest', 'extreme', 'above', 'below'];
const reasons: readonly {
  readonly shown: Operation | 'extremes' | 'whole rows' | 'distinct rows';
  readonly by: readonly Operation[];
  readonly words: readonly string[];
}[] = [
  { shown: 'average', by: ['average'], words: [] },
  { shown: 'extremes', by: [...superlatives, 'compare'], words: ['first', 'last', 'rang'] },
  {
    shown: 'order',
    by: [...superlatives, 'compare', 'order', 'descending'],
    words: ['first', 'last', 'top', 'bottom', 'rank', 'from'],
  },
  {
    shown: 'negate',
    by: ['negate', 'largest'],
    words: ['other', 'outsid', 'exist', 'but', 'onli'],
  },
  { shown: 'distinct rows', by: ['distinct'], words: [] },
  { shown: 'whole rows', by: [], words: ['all', 'inform', 'detail', 'everyth', 'record', 'data'] },
];

/** How many operations a query shows that no word asks for. */
export function unaskedOperations(
  asked: ReadonlySet<Operation>,
  stems: ReadonlySet<string>,
  query: ReadQuery,
): number {
  return reasons.filter(
    ({ shown, by, words }) =>
      shows(shown, query) &&
      !by.some((operation) => asked.has(operation)) &&
      !words.some((stem) => stems.has(stem)),
  ).length;
}

function shows(what: (typeof reasons)[number]['shown'], query: ReadQuery): boolean {
  switch (what) {
    case 'extremes':
      return query.analysis.functions.some((name) => /^(min|max)$/i.test(name));
    case 'distinct rows':
      return /\b(select|return)\s+distinct\b/i.test(query.text);
    case 'whole rows':
      return /\bselect\s+(distinct\s+)?(\w+\.)?\*/i.test(query.text);
    default:
      return performs(what, query);
  }
}
