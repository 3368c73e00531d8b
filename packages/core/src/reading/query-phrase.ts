import type {
  Aggregate,
  Expression,
  LogicalQuery,
  OrderKey,
  SelectQuery,
  Source,
} from '@momq/dialect';
import { innerScope, listed, useWords } from './phrase-scope.js';
import type { Phrases, PhraseScope } from './phrase-scope.js';

/** A query as a thing: "the average price of products where …". */
export function queryPhrase(query: LogicalQuery, phrases: Phrases, outer?: PhraseScope): string {
  if (query.kind === 'set') {
    const rows = lastRows(query.limit, query.offset);
    return `${setPhrase(query, { phrases, outer }, (side) => queryPhrase(side, phrases, outer))}${rows}`;
  }
  const scope = innerScope(query, phrases, outer);
  const of = query.from.length === 1 ? ' of' : ', from';
  return `${columnsPhrase(scope)}${of} ${rowsPhrase(scope)}${restPhrase(query, scope)}`;
}

/** Two queries, told by `tell`, and what their set operation keeps. */
export function setPhrase(
  { operator, left, right }: Extract<LogicalQuery, { kind: 'set' }>,
  { phrases, outer }: { readonly phrases: Phrases; readonly outer: PhraseScope | undefined },
  tell: (query: LogicalQuery) => string,
): string {
  const other = queryPhrase(right, phrases, outer);
  switch (operator) {
    case 'union':
      return `${tell(left)}, together with ${other}`;
    case 'intersect':
      return `${tell(left)}, but only what is also among ${other}`;
    case 'except':
      return `${tell(left)}, without ${other}`;
  }
}

/** What is shown of the rows. */
export function columnsPhrase(scope: PhraseScope): string {
  const { distinct, select } = scope.query;
  const count = onlyCount(scope.query);
  if (count?.argument.kind === 'star') return 'the number';
  const columns = listed(select.map((column) => scope.phrases.expression(column, scope)));
  return distinct ? `different ${columns}` : columns;
}

/** The aggregate of a query that only counts all its rows. */
export function onlyCount({ select, groupBy }: SelectQuery): Aggregate | undefined {
  const [only, ...others] = select;
  const counts = only?.kind === 'aggregate' && only.function === 'count' && others.length === 0;
  return counts && groupBy.length === 0 ? only : undefined;
}

/** What the rows are, and under which condition. */
export function rowsPhrase(scope: PhraseScope): string {
  const { from, where } = scope.query;
  const sources = from.map((source) => sourcePhrase(source, scope)).join('');
  return where === undefined
    ? sources
    : `${sources} where ${scope.phrases.condition(where, scope)}`;
}

function sourcePhrase(source: Source, scope: PhraseScope): string {
  const what =
    source.kind === 'derived'
      ? `(${queryPhrase(source.query, scope.phrases)})`
      : useWords(source, scope);
  const { join } = source;
  if (join === undefined) return what;
  switch (join.kind) {
    case 'cross':
      return `, each with every ${what}`;
    case 'link':
      return ` with their ${what}${join.optional ? ' if any' : ''}`;
    case 'fields': {
      const same = `${scope.phrases.expression(join.left, scope)} is ${scope.phrases.expression(join.right, scope)}`;
      return ` with the ${what} whose ${same}${join.optional ? ', if any' : ''}`;
    }
    case 'condition':
      return ` with the ${what} where ${scope.phrases.condition(join.condition, scope)}${join.optional ? ', if any' : ''}`;
  }
}

/** Groups, their condition, the order, and how many. */
export function restPhrase(query: SelectQuery, scope: PhraseScope): string {
  const { groupBy, having, orderBy, limit, offset } = query;
  const phrase = (expression: Expression): string => scope.phrases.expression(expression, scope);
  const groups = groupBy.length === 0 ? '' : `, for each ${listed(groupBy.map(phrase))}`;
  const kept = having === undefined ? '' : `, only where ${scope.phrases.condition(having, scope)}`;
  const [key, ...others] = orderBy;
  if (key !== undefined && others.length === 0 && limit !== undefined && offset === undefined) {
    const many = limit === 1 ? 'the one' : `the ${limit}`;
    return `${groups}${kept}, only ${many} with the ${key.descending ? 'highest' : 'lowest'} ${bare(phrase(key.expression))}`;
  }
  return `${groups}${kept}${orderPhrase(orderBy, phrase)}${lastRows(limit, offset)}`;
}

function orderPhrase(
  orderBy: readonly OrderKey[],
  phrase: (expression: Expression) => string,
): string {
  if (orderBy.length === 0) return '';
  const keys = orderBy.map(
    ({ expression, descending }) =>
      `${bare(phrase(expression))}${descending ? ' (highest first)' : ''}`,
  );
  return `, ordered by ${listed(keys)}`;
}

function lastRows(limit: number | undefined, offset: number | undefined): string {
  const skipped = offset === undefined || offset === 0 ? '' : `, without the first ${offset}`;
  return limit === undefined ? skipped : `${skipped}, at most ${limit} of them`;
}

/** Without the article. */
function bare(phrase: string): string {
  return phrase.replace(/^the /, '');
}
