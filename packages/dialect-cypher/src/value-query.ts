import type { Value, ValueOptions } from '@momq/dialect';
import { quoteName } from '@momq/core/graph';

/** The query that reads distinct values of a property, and its parameters. */
export function valueQuery(
  label: string,
  property: string,
  { limit, equalTo }: Pick<ValueOptions, 'limit' | 'equalTo'>,
): { readonly text: string; readonly parameters: Readonly<Record<string, Value>> } {
  const value = `n.${quoteName(property)}`;
  const conditions = [`${value} IS NOT NULL`];
  if (equalTo !== undefined) {
    conditions.push(
      `${value} = toStringOrNull(${value})`,
      `toLower(toStringOrNull(${value})) IN $texts`,
    );
  }
  return {
    text: `MATCH (n:${quoteName(label)}) WHERE ${conditions.join(' AND ')} RETURN DISTINCT ${value} AS value LIMIT ${limit}`,
    parameters: equalTo ? { texts: equalTo.map((text) => text.toLowerCase()) } : {},
  };
}
