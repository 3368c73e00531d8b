/**
 * The text with quoted values that go over several lines indented as YAML wants them. Other readers of YAML take
 *
 *     data: '{
 *       "hidden": true
 *     }'
 *
 * which is how the format's own examples are written. Line breaks and what stands before a line mean nothing inside quotes, so that
 * the values stay what they are.
 */
export function indentQuoted(text: string): string {
  let open: { readonly quote: string; readonly indent: number } | undefined;
  return text
    .split('\n')
    .map((line) => {
      if (open === undefined) {
        const match = /^(\s*(?:- +)*)[^\s'"#-][^'"#]*?:\s+(['"])(.*)$/.exec(line);
        const [, before, quote, rest] = match ?? [];
        if (before !== undefined && quote !== undefined && !closes(rest ?? '', quote))
          open = { quote, indent: before.length };
        return line;
      }
      const { quote, indent } = open;
      if (closes(line, quote)) open = undefined;
      const own = /^\s*/.exec(line)![0].length;
      return line.trim() === '' || own > indent ? line : ' '.repeat(indent + 1 - own) + line;
    })
    .join('\n');
}

/** True when the quote ends in the text. */
function closes(text: string, quote: string): boolean {
  const inside = quote === "'" ? text.replaceAll("''", '') : text.replaceAll(/\\./g, '');
  return inside.includes(quote);
}
