import { randomUUID } from 'node:crypto';

/** A text or a number of JSON; texts are matched so that the numbers in them are not. */
const TEXT_OR_NUMBER = /"(?:[^"\\]|\\.)*"|-?\d[\d.eE+-]*/g;

/** Before numbers that are text meanwhile; no data can hold it. */
const mark = `${randomUUID()}:`;
const markedNumber = new RegExp(`"${mark}([^"]+)"`, 'g');

/**
 * JSON that {@link readStoredJson} reads as the same values: a `bigint` is written in full, as the number that it is, a `number` beyond
 * 2^53 with a point, infinities as `1e999`, which readers of JSON take for infinity, and NaN, which JSON cannot say, as text. For
 * databases, whose columns have types; results for others are what {@link jsonText} is for.
 */
export function writeStoredJson(value: unknown): string {
  let marks = 0;
  const marked = (number: string): string => {
    marks += 1;
    return mark + number;
  };
  const text = JSON.stringify(value, (_key, entry: unknown) => {
    if (typeof entry === 'bigint') return marked(entry.toString());
    if (typeof entry !== 'number' || Number.isSafeInteger(entry)) return entry;
    if (Number.isNaN(entry)) return 'NaN';
    if (!Number.isFinite(entry)) return marked(entry > 0 ? '1e999' : '-1e999');
    return Number.isInteger(entry) && !String(entry).includes('e')
      ? marked(`${BigInt(entry)}.0`)
      : entry;
  });
  return marks === 0 ? text : text.replace(markedNumber, '$1');
}

/** What {@link writeStoredJson} wrote, and other JSON: whole numbers beyond 2^53 are `bigint`. @throws SyntaxError */
export function readStoredJson(text: string): unknown {
  if (!/\d{16}/.test(text)) return JSON.parse(text);
  const marked = text.replace(TEXT_OR_NUMBER, (token) =>
    /^-?\d{16,}$/.test(token) && !Number.isSafeInteger(Number(token)) ? `"${mark}${token}"` : token,
  );
  return JSON.parse(marked, (_key, value: unknown) =>
    typeof value === 'string' && value.startsWith(mark) ? BigInt(value.slice(mark.length)) : value,
  );
}
