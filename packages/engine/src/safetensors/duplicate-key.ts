/**
 * Finds a key that the outermost object of a JSON text holds twice; `JSON.parse` would keep the last in silence.
 * @param text - JSON that parses
 */
export function findDuplicateKey(text: string): string | undefined {
  const seen = new Set<string>();
  let depth = 0;
  for (const { 0: token, index } of text.matchAll(/"(?:[^"\\]|\\.)*"|[{}[\]]/g)) {
    if (token === '{' || token === '[') depth += 1;
    else if (token === '}' || token === ']') depth -= 1;
    else if (
      depth === 1 &&
      /^\s*:/.test(text.slice(index + token.length, index + token.length + 64))
    ) {
      const key = JSON.parse(token) as string;
      if (seen.has(key)) return key;
      seen.add(key);
    }
  }
  return undefined;
}
