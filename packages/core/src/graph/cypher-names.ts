/** A label, type, property or variable as Cypher text: in backticks only where it is not a plain name. */
export function quoteName(name: string): string {
  return /^[A-Za-z_][A-Za-z0-9_]*$/.test(name) && !reserved.has(name.toUpperCase()) ? name : `\`${name.replaceAll('`', '``')}\``;
}

/** A string, number, truth value or null as Cypher text. @throws RangeError for a number that is not finite. */
export function cypherLiteral(value: string | number | boolean | null): string {
  if (typeof value === 'string') {
    const escaped = value.replace(/[\\'\n\r\t]/g, (character) => escapes[character] ?? character);
    return `'${escaped}'`;
  }
  if (typeof value === 'number' && !Number.isFinite(value)) {
    throw new RangeError(`literal: expected a finite number, got ${value}. Cypher has no spelling for it.`);
  }
  return String(value);
}

const escapes: Readonly<Record<string, string>> = { '\\': '\\\\', "'": "\\'", '\n': '\\n', '\r': '\\r', '\t': '\\t' };

/** Words that start or end something in an expression or a pattern, so that a bare name of this kind misleads. */
const reserved: ReadonlySet<string> = new Set(
  `ALL AND ANY AS ASC BY CALL CASE COLLECT CONTAINS COUNT CREATE DELETE DESC DETACH DISTINCT ELSE END ENDS EXISTS FALSE
   FOREACH IN IS LIMIT MATCH MERGE NONE NOT NULL ON OPTIONAL OR ORDER REMOVE RETURN SET SHORTESTPATH SINGLE SKIP STARTS
   THEN TRUE UNION UNWIND USE WHEN WHERE WITH XOR YIELD`.split(/\s+/),
);
