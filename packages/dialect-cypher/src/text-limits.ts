import { QuerySyntaxError } from '@momq/dialect';

/** How much text is parsed at one place. */
export interface TextLimits {
  /** Characters at most. */
  readonly length: number;
  /** Brackets and CASE inside each other at most. */
  readonly depth: number;
}

/** Parsed where it is asked for: takes less than a tenth of a second. */
export const smallText: TextLimits = { length: 16_384, depth: 20 };

/** Parsed at all, in a thread of its own and within the time limit of the query. The embedded engine ends at 64 levels. */
export const anyText: TextLimits = { length: 4_000_000, depth: 64 };

const word = /[\p{L}_][\p{L}\p{N}_$]*/uy;

/** Where `text` first goes beyond a limit; undefined when it keeps to both. */
export function placeBeyond(text: string, limits: TextLimits): number | undefined {
  if (text.length > limits.length) return limits.length;
  let depth = 0;
  for (let at = 0; at < text.length; at += 1) {
    const character = text[at]!;
    if ('([{'.includes(character)) depth += 1;
    else if (')]}'.includes(character)) depth = Math.max(0, depth - 1);
    else if (character === "'" || character === '"' || character === '`')
      at = endOfQuoted(text, at);
    else if (character === '/') at = endOfComment(text, at);
    else {
      word.lastIndex = at;
      const found = word.exec(text)?.[0];
      if (found === undefined) continue;
      if (/^case$/i.test(found)) depth += 1;
      else if (/^end$/i.test(found) && text[at - 1] !== '.') depth = Math.max(0, depth - 1);
      at += found.length - 1;
    }
    if (depth > limits.depth) return at;
  }
  return undefined;
}

/** @throws QuerySyntaxError with the place where `text` first goes beyond a limit */
export function requireWithin(text: string, limits: TextLimits): void {
  const place = placeBeyond(text, limits);
  if (place !== undefined) throw beyond(text, place, limits);
}

/** The error for text that goes beyond a limit at `place`. */
export function beyond(text: string, place: number, limits: TextLimits): QuerySyntaxError {
  const before = text.slice(0, place).split('\n');
  const expected =
    text.length > limits.length
      ? `at most ${limits.length} characters, got ${text.length}. Pass lists as parameters`
      : `at most ${limits.depth} brackets and CASEs inside each other, got more. Split the query with WITH`;
  return new QuerySyntaxError(`Cypher: expected ${expected}`, {
    line: before.length,
    column: (before.at(-1)?.length ?? 0) + 1,
    fragment: text.slice(place, place + 10) || 'end of text',
  });
}

function endOfQuoted(text: string, start: number): number {
  const quote = text[start];
  for (let at = start + 1; at < text.length; at += 1) {
    if (text[at] === '\\' && quote !== '`') at += 1;
    else if (text[at] === quote) return at;
  }
  return text.length;
}

function endOfComment(text: string, start: number): number {
  const end = text.startsWith('//', start)
    ? text.indexOf('\n', start)
    : text.startsWith('/*', start)
      ? text.indexOf('*/', start + 2) + 1
      : start;
  return end <= 0 ? text.length : end;
}
