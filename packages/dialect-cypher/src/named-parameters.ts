import type { QueryOptions, Value } from '@momq/dialect';
import type { CheckedQuery } from './query-check.js';
import { tokensOf } from './syntax-tree.js';

/** Text with the values of its placeholders by name. */
export interface Statement {
  readonly text: string;
  readonly parameters?: Readonly<Record<string, Value>>;
}

/** A query whose values all have names: `$0` becomes `$p0`, for the embedded engine, which knows names only. */
export function namedParameters(
  { statement, text }: Pick<CheckedQuery, 'statement' | 'text'>,
  parameters: QueryOptions['parameters'],
): Statement {
  if (parameters === undefined) return { text };
  if (!isList(parameters)) return { text, parameters };
  let named = text;
  const tokens = tokensOf(statement);
  for (const [index, { text: digits, from }] of [...tokens.entries()].reverse()) {
    if (/^\d+$/.test(digits) && tokens[index - 1]?.text === '$')
      named = `${named.slice(0, from)}p${named.slice(from)}`;
  }
  return {
    text: named,
    parameters: Object.fromEntries(parameters.map((value, index) => [`p${index}`, value])),
  };
}

function isList(parameters: object): parameters is readonly Value[] {
  return Array.isArray(parameters);
}
