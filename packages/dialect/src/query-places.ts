import type { QueryAnalysis } from './query-language.js';

/** A part of a text: offsets of its first character and of what follows it, in UTF-16 code units from 0. */
export interface TextRange {
  readonly start: number;
  readonly end: number;
}

/** Where a part of a text stands. */
export interface TextPlace extends TextRange {
  /** Of its first character, as in {@link QuerySyntaxError}: both count from 1, columns in UTF-16 code units. */
  readonly line: number;
  readonly column: number;
}

/** A constant as it is written: `text.slice(start, end)` is all of it, with quotes, prefix and sign. */
export interface WrittenLiteral extends TextRange {
  /** `temporal` where the dialect writes a date or time with the type's name, which belongs to it: `DATE '2024-02-29'`. */
  readonly type: 'text' | 'number' | 'temporal';
  /** As in {@link QueryAnalysis.literals}; digits that a number cannot hold are in the text. */
  readonly value: string | number;
}

/** A part that a value is given for when the query runs. */
export interface WrittenPlaceholder extends TextRange {
  /** As it is written, for example `?`, `$1`, `:name` or `@name`. */
  readonly name: string;
}

/** A constant and where it stands. */
export type PlacedLiteral = WrittenLiteral & TextPlace;

/** A placeholder and where it stands. */
export type Placeholder = WrittenPlaceholder & TextPlace;

/**
 * What an analysis says of constants and placeholders that a parser found, in any order.
 *
 * @returns each value once, and every occurrence in the order of the text with its line and column
 */
export function placedParts(
  text: string,
  literals: readonly WrittenLiteral[],
  placeholders: readonly WrittenPlaceholder[],
): Required<Pick<QueryAnalysis, 'literals' | 'placedLiterals' | 'placeholders'>> {
  const lines = lineStarts(text);
  const placed = <Part extends TextRange>(parts: readonly Part[]): (Part & TextPlace)[] =>
    [...parts]
      .sort((one, other) => one.start - other.start)
      .map((part) => ({ ...part, ...lineAndColumn(lines, part.start) }));
  const placedLiterals = placed(literals);
  return {
    literals: [...new Set(placedLiterals.map(({ value }) => value))],
    placedLiterals,
    placeholders: placed(placeholders),
  };
}

function lineStarts(text: string): readonly number[] {
  const starts = [0];
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  return starts;
}

function lineAndColumn(
  lines: readonly number[],
  start: number,
): { readonly line: number; readonly column: number } {
  let [line, beyond] = [0, lines.length];
  while (beyond - line > 1) {
    const middle = (line + beyond) >> 1;
    if (lines[middle]! <= start) line = middle;
    else beyond = middle;
  }
  return { line: line + 1, column: start - lines[line]! + 1 };
}
