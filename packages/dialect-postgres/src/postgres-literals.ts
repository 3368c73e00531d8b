import type { WrittenLiteral, WrittenPlaceholder } from '@momq/dialect';
import { offsetsOfBytes } from '@momq/core/sql';

/** A constant of the parse tree, which has no end. Places are counted in bytes. */
export interface UsedConstant {
  readonly value: string | number;
  readonly at: number;
  /** Where the type of a date or time begins that stands before it: `DATE '2024-02-29'`. */
  readonly typeAt: number | undefined;
}

const BETWEEN = String.raw`(?:\s|--[^\n]*\n|/\*[\s\S]*?\*/)`;
/** A text goes on in another line. */
const NEXT_LINE = String.raw`[ \t\f\v]*[\r\n]\s*`;
const MORE = String.raw`(?:${NEXT_LINE}'(?:[^']|'')*')*`;
const TEXT = new RegExp(
  [
    String.raw`[eE]'(?:[^'\\]|\\[\s\S]|'')*'(?:${NEXT_LINE}'(?:[^'\\]|\\[\s\S]|'')*')*`,
    String.raw`[uU]&'(?:[^']|'')*'${MORE}(?:${BETWEEN}*UESCAPE${BETWEEN}*'.')?`,
    String.raw`'(?:[^']|'')*'${MORE}`,
    String.raw`\$([A-Za-z_\u0080-\uffff][\w\u0080-\uffff]*)?\$[\s\S]*?\$\1\$`,
  ].join('|'),
  'yi',
);
const NUMBER = new RegExp(
  String.raw`(?:-${BETWEEN}*)?(?:0[xob][\da-f_]+|(?:\d[\d_]*(?:\.[\d_]*)?|\.\d[\d_]*)(?:e[-+]?\d[\d_]*)?)`,
  'yi',
);
const PLACEHOLDER = /\$\d+/y;

/** Constants as they are written. Those that the grammar makes of words (`EXTRACT(year FROM …)`) are none. */
export function writtenLiterals(
  text: string,
  constants: readonly UsedConstant[],
): readonly WrittenLiteral[] {
  const offsetOf = offsetsOfBytes(text);
  return constants.flatMap(({ value, at, typeAt }): WrittenLiteral[] => {
    const isText = typeof value === 'string';
    const end = endOf(isText ? TEXT : NUMBER, text, offsetOf(at));
    if (at < 0 || end === undefined) return [];
    const type = typeAt !== undefined ? 'temporal' : isText ? 'text' : 'number';
    return [{ type, value, start: offsetOf(typeAt ?? at), end }];
  });
}

/** `$1` as it is written, from places in bytes. */
export function writtenPlaceholders(
  text: string,
  places: readonly number[],
): readonly WrittenPlaceholder[] {
  const offsetOf = offsetsOfBytes(text);
  return places.flatMap((at) => {
    const start = offsetOf(at);
    const end = endOf(PLACEHOLDER, text, start);
    return end === undefined ? [] : [{ name: text.slice(start, end), start, end }];
  });
}

function endOf(pattern: RegExp, text: string, start: number): number | undefined {
  pattern.lastIndex = start;
  return pattern.test(text) ? pattern.lastIndex : undefined;
}
