/**
 * True when the query orders its own rows: `ORDER BY` outside of parentheses and quotes. In a query that pipes its rows
 * (Cypher's `WITH … RETURN`), only the last clause counts.
 */
export function orderAsked(query: string): boolean {
  const plain = query.replace(/'(?:[^']|'')*'|"(?:[^"]|"")*"|`[^`]*`/g, ' ');
  let depth = 0;
  let top = '';
  for (const character of plain) {
    if (character === '(' || character === '{' || character === '[') depth += 1;
    if (depth === 0) top += character;
    if (character === ')' || character === '}' || character === ']') {
      depth -= 1;
      top += ' ';
    }
  }
  const lastReturn = top.toUpperCase().lastIndexOf('RETURN ');
  return /\border\s+by\b/i.test(lastReturn < 0 ? top : top.slice(lastReturn));
}
