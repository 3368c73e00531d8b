/** A label, type, property or variable as Cypher text: in backticks only where it is not a plain name. */
export function quoteName(name: string): string {
  return /^[A-Za-z_][A-Za-z0-9_]*$/.test(name) && !reserved.has(name.toUpperCase())
    ? name
    : `\`${name.replaceAll('`', '``')}\``;
}

/** A string, number, truth value or null as Cypher text. @throws RangeError for a number that is not finite. */
export function cypherLiteral(value: string | number | boolean | null): string {
  if (typeof value === 'string') {
    const escaped = value.replace(/[\\'\n\r\t]/g, (character) => escapes[character] ?? character);
    return `'${escaped}'`;
  }
  if (typeof value === 'number' && !Number.isFinite(value)) {
    throw new RangeError(
      `literal: expected a finite number, got ${value}. Cypher has no spelling for it.`,
    );
  }
  return String(value);
}

const escapes: Readonly<Record<string, string>> = {
  '\\': '\\\\',
  "'": "\\'",
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
};

/** Words that some engines read as a keyword even behind a colon or a dot. */
const reserved: ReadonlySet<string> = new Set(
  `AND AS CASE CREATE DELETE DETACH DISTINCT ELSE FALSE IN IS MATCH MERGE NOT NULL OPTIONAL OR REMOVE RETURN SET THEN TRUE
   UNION UNWIND WHEN WHERE WITH XOR`.split(/\s+/),
);
