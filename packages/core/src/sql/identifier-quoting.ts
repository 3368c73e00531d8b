/** How a dialect spells names of tables and columns. */
export interface IdentifierRules {
  /** Names that match need no quotes, unless reserved. */
  readonly plain: RegExp;
  /** Reserved words, upper case. */
  readonly reserved: ReadonlySet<string>;
}

/** The name as SQL text: quoted with `"` only where the dialect needs it. */
export function quoteIdentifier(name: string, rules: IdentifierRules): string {
  if (rules.plain.test(name) && !rules.reserved.has(name.toUpperCase())) return name;
  return `"${name.replaceAll('"', '""')}"`;
}

/** A text constant in single quotes. */
export function quoteText(value: string): string {
  return `'${value.replaceAll("'", "''")}'`;
}
