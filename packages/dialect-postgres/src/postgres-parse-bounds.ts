import { QuerySyntaxError } from '@momq/dialect';

/*
 * The parser is WebAssembly with a fixed stack: text that nests deeper than about 1,000 parentheses or 8,000 operators exhausts it
 * and leaves it unusable. What nests deeper than a third of that is refused before it is parsed.
 */
const MAX_TEXT_LENGTH = 100_000;
const MAX_PARENTHESES = 300;
const MAX_OPERATORS = 2500;

/** Words that join or wrap expressions without parentheses. */
const NESTING_WORD =
  /^(NOT|IS|ISNULL|NOTNULL|UNION|EXCEPT|INTERSECT|JOIN|CASE|WHEN|ELSE|COLLATE|AT|IN|LIKE|ILIKE|SIMILAR|BETWEEN|ESCAPE|OPERATOR)$/i;

type Scan = (text: string) => {
  readonly tokens: readonly { readonly text: string; readonly start: number }[];
};

/** Refuses text that is too long, too deep or cut by a NUL. @throws QuerySyntaxError */
export function requireParsable(text: string, scan: Scan): void {
  if (text.length > MAX_TEXT_LENGTH) {
    throw new QuerySyntaxError(
      `postgres: expected at most ${MAX_TEXT_LENGTH} characters, got ${text.length}. Shorten the query`,
      { line: 1, column: 1, fragment: text.slice(0, 20) },
    );
  }
  const nul = text.indexOf('\0');
  if (nul !== -1) throw located(text, 'expected text, got a NUL character', nul);
  // Characters of operators and words outnumber nested expressions: most texts need no scan.
  const possible = text.match(/[([]|[-+*/<>=~!@#%^&|`?:]+|\b[a-z]+\b/gi) ?? [];
  if (possible.length > MAX_PARENTHESES) requireShallow(text, scan);
}

/** Counts expressions inside each other; a comma ends one. */
function requireShallow(text: string, scan: Scan): void {
  const open = [0];
  let operators = 0;
  const add = (count: number): void => {
    open[open.length - 1] = (open.at(-1) ?? 0) + count;
    operators += count;
  };
  for (const { text: token, start } of scan(text).tokens) {
    if (token === '(' || token === '[') open.push(0);
    else if ((token === ')' || token === ']') && open.length > 1) operators -= open.pop() ?? 0;
    else if (token === ',') add(-(open.at(-1) ?? 0));
    else if (/^[-+*/<>=~!@#%^&|`?:]+$/.test(token) || NESTING_WORD.test(token)) add(1);
    if (open.length > MAX_PARENTHESES)
      throw located(
        text,
        `expected at most ${MAX_PARENTHESES} parentheses inside each other`,
        start,
      );
    if (operators > MAX_OPERATORS)
      throw located(text, `expected at most ${MAX_OPERATORS} operators in an expression`, start);
  }
}

/** The error at a position of the text, counted in characters. */
export function located(text: string, message: string, position: number): QuerySyntaxError {
  const before = text.slice(0, position).split('\n');
  const fragment = /^\S{1,80}/.exec(text.slice(position))?.[0] ?? 'end of text';
  return new QuerySyntaxError(`postgres: ${message}`, {
    line: before.length,
    column: (before.at(-1)?.length ?? 0) + 1,
    fragment,
  });
}
