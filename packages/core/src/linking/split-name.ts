/**
 * Splits an identifier into lower-case words: `airportCode` → `airport code`, `TV_series` → `tv series`, `addr2` → `addr 2`.
 *
 * @param name - a table, column, label, property or relationship name in any spelling
 * @returns its words in order; the whole name when nothing splits it
 */
export function splitName(name: string): string[] {
  const words = name
    .replace(/(\p{Ll})(\p{Lu})/gu, '$1 $2')
    .replace(/(\p{Lu})(\p{Lu}\p{Ll})/gu, '$1 $2')
    .replace(/(\p{L})(\p{N})/gu, '$1 $2')
    .replace(/(\p{N})(\p{L})/gu, '$1 $2')
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '')
    .map((word) => word.toLowerCase());
  return words.length > 0 ? words : [name.toLowerCase()];
}
