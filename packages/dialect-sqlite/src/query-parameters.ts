import { ConfigError } from '@momq/dialect';
import type { Placeholder, QueryOptions, Value } from '@momq/dialect';

/** A statement whose placeholders are all `?`, with a value for each. */
export interface BoundStatement {
  readonly sql: string;
  readonly values: readonly Value[];
}

/**
 * Gives each placeholder its value, so that every engine binds alike. Numbering is SQLite's: `?` is one more than the highest
 * number so far, a name has the number of its first place (https://www.sqlite.org/lang_expr.html#varparam).
 *
 * @param placeholders - `?`, `?5`, `:name`, `@name` or `$name`, in the order of the text
 * @throws ConfigError when a value is missing, left over or of a kind that SQLite does not hold
 */
export function bindParameters(
  text: string,
  placeholders: readonly Placeholder[],
  parameters: QueryOptions['parameters'] = [],
): BoundStatement {
  const numbers = numbered(placeholders.map(({ name }) => name));
  const values = placeholders.map(({ name }, index) =>
    bindable(name, valueOf(name, numbers[index] ?? 0, parameters)),
  );
  requireUsed(placeholders, numbers, parameters);
  let sql = '';
  let end = 0;
  for (const { start, end: after } of placeholders) {
    sql += `${text.slice(end, start)}?`;
    end = after;
  }
  return { sql: sql + text.slice(end), values };
}

function numbered(names: readonly string[]): number[] {
  const known = new Map<string, number>();
  let highest = 0;
  return names.map((name) => {
    const number =
      name === '?' ? highest + 1 : (known.get(name) ?? (Number(name.slice(1)) || highest + 1));
    if (name !== '?') known.set(name, number);
    highest = Math.max(highest, number);
    return number;
  });
}

function valueOf(
  name: string,
  number: number,
  parameters: NonNullable<QueryOptions['parameters']>,
): Value | undefined {
  if (isList(parameters)) return parameters[number - 1];
  const bare = name.slice(1);
  if (Object.hasOwn(parameters, name)) return parameters[name];
  return bare !== '' && Object.hasOwn(parameters, bare) ? parameters[bare] : undefined;
}

function requireUsed(
  placeholders: readonly Placeholder[],
  numbers: readonly number[],
  parameters: NonNullable<QueryOptions['parameters']>,
): void {
  const unused = isList(parameters)
    ? parameters.length > Math.max(0, ...numbers)
      ? `value ${parameters.length}`
      : undefined
    : Object.keys(parameters).find(
        (key) => !placeholders.some(({ name }) => name === key || name.slice(1) === key),
      );
  if (unused === undefined) return;
  throw new ConfigError(
    `parameters: expected a placeholder in the query for each, got none for ${unused}. Leave it out, or write the placeholder.`,
  );
}

function bindable(name: string, value: Value | undefined): Value {
  if (value === undefined) {
    throw new ConfigError(
      `parameters: expected a value for the placeholder ${name}, got none. Give one for each.`,
    );
  }
  const fits =
    value === null ||
    typeof value === 'string' ||
    typeof value === 'boolean' ||
    (typeof value === 'number' && !Number.isNaN(value)) ||
    (typeof value === 'bigint' && BigInt.asIntN(64, value) === value);
  if (fits) return value;
  throw new ConfigError(
    `parameters: expected text, a number, a boolean, null or an integer of 64 bits for ${name}, got ${typeof value === 'object' ? 'an object' : String(value)}.`,
  );
}

function isList(
  parameters: NonNullable<QueryOptions['parameters']>,
): parameters is readonly Value[] {
  return Array.isArray(parameters);
}
