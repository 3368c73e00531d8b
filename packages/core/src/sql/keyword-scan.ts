/** Words of `keywords` (upper case) that stand in the text outside strings, quoted names and comments; each once. */
export function keywordsIn(text: string, keywords: ReadonlySet<string>): string[] {
  const bare = text.replace(
    /'(?:[^']|'')*'|"(?:[^"]|"")*"|`[^`]*`|\[[^\]]*\]|--[^\n]*|\/\*[\s\S]*?\*\//g,
    ' ',
  );
  const words = bare.match(/[A-Za-z_][A-Za-z0-9_]*/g) ?? [];
  return [...new Set(words.map((word) => word.toUpperCase()).filter((word) => keywords.has(word)))];
}
