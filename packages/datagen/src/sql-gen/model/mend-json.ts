/**
 * JSON as small models write it, brought to what a parser reads: quotes and line breaks inside a text are escaped, and a brace that
 * is missing at the end is added; a text that was cut is not completed. Where a quote ends a text is told by what follows it: a comma with another name, a colon, a
 * brace.
 */
export function mendJson(text: string): string {
  let mended = '';
  let inText = false;
  for (let at = 0; at < text.length; at += 1) {
    const character = text[at]!;
    if (character === '\\' && inText) {
      mended += text.slice(at, at + 2);
      at += 1;
    } else if (character === '"') {
      const ends = /^\s*(?:$|[}\]:]|,\s*(?:"[^"]*"\s*:|[}\]]|$))/.test(text.slice(at + 1));
      mended += inText && !ends ? '\\"' : '"';
      inText = !inText || !ends;
    } else mended += inText ? (escapes.get(character) ?? character) : character;
  }
  return inText || mended.trimEnd().endsWith('}') ? mended : `${mended}}`;
}

const escapes = new Map([
  ['\n', '\\n'],
  ['\r', '\\r'],
  ['\t', '\\t'],
]);
