import type { Entity } from '@momq/dialect';

/** How a dialect spells names of tables and columns. */
export interface IdentifierRules {
  /** Names that match need no quotes, unless reserved. */
  readonly plain: RegExp;
  /** Reserved words, upper case. */
  readonly reserved: ReadonlySet<string>;
  /** A name in the dialect's quotes; default: in `"`, those inside doubled. */
  readonly quote?: (name: string) => string;
  /** A name of several parts; default: each part quoted by itself where it needs it, dots between. */
  readonly path?: (parts: readonly string[]) => string;
}

/** The name as SQL text: quoted only where the dialect needs it. */
export function quoteIdentifier(name: string, rules: IdentifierRules): string {
  if (rules.plain.test(name) && !rules.reserved.has(name.toUpperCase())) return name;
  return rules.quote?.(name) ?? `"${name.replaceAll('"', '""')}"`;
}

/** The name of a table as a query spells it, with its namespace where its {@link Entity.path} has one. */
export function quoteEntity(entity: Pick<Entity, 'name' | 'path'>, rules: IdentifierRules): string {
  const parts = entity.path ?? [entity.name];
  const [only] = parts;
  if (only !== undefined && parts.length === 1) return quoteIdentifier(only, rules);
  return rules.path?.(parts) ?? parts.map((part) => quoteIdentifier(part, rules)).join('.');
}

/**
 * A text constant in single quotes, those inside doubled.
 *
 * @param backslashes - whether the dialect reads `\` inside a constant as an escape (MySQL, BigQuery); default false
 */
export function quoteText(value: string, backslashes = false): string {
  const text = backslashes ? value.replaceAll('\\', '\\\\') : value;
  return `'${text.replaceAll("'", "''")}'`;
}
