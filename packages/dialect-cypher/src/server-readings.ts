/**
 * The texts that an engine may read `text` as. Neo4j replaces `\uXXXX` before it looks for strings, names and comments
 * (Cypher manual 5, "Parsing", "Using Unicode in Cypher"): `'\u0027` is a closed string to it. Servers before 5.23 took the
 * backslash of `\\u0027` for such an escape too, later ones do not. The first text replaces nothing, and has the places of
 * what it holds; the second is that of later servers, and of the embedded engine. What is harmless has to be harmless in every
 * reading.
 */
export function readingsOf(text: string): readonly [string, ...string[]] {
  if (!text.includes('\\u')) return [text];
  const pairwise = text.replace(/\\(?:u([0-9a-fA-F]{4})|[^])/g, (escape, code?: string) =>
    code === undefined ? escape : character(code),
  );
  const everywhere = text.replace(/\\u+([0-9a-fA-F]{4})/g, (_, code: string) => character(code));
  return [text, ...new Set([pairwise, everywhere])];
}

function character(code: string): string {
  return String.fromCharCode(Number.parseInt(code, 16));
}
