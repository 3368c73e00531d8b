import type { PlacedLiteral, QueryAnalysis, QueryParser } from '@momq/dialect';

/** A text and a number as the dialect writes them, to put in the place of others. */
export interface OtherConstants {
  readonly text: { readonly written: string; readonly value: string };
  readonly number: { readonly written: string; readonly value: number };
}

/**
 * What is wrong about the places of constants and placeholders that a parser tells: places that are none, lines and columns of other
 * places, text there that is no such constant, and constants that are not the only ones to change when another is put in their place.
 *
 * @param others - constants to put there; default: none is
 * @returns nothing where all is right, or where the parser tells no places
 */
export function misplacedParts(
  parser: QueryParser,
  text: string,
  others?: OtherConstants,
): readonly string[] {
  const analysis = parser.parse(text);
  const { placedLiterals = [], placeholders = [] } = analysis;
  const parts = [...placedLiterals, ...placeholders].sort((one, other) => one.start - other.start);
  const faults = parts.flatMap(({ start, end, line, column }, place) => {
    const lines = text.slice(0, start).split('\n');
    const after = parts[place - 1]?.end ?? 0;
    return [
      ...(start >= after && end > start && end <= text.length
        ? []
        : [`expected a place from ${after} to ${text.length}, got ${start} to ${end}`]),
      ...(line === lines.length && column === lines.at(-1)!.length + 1
        ? []
        : [
            `expected line ${lines.length}, column ${lines.at(-1)!.length + 1} of ${start}, got ${line}, ${column}`,
          ]),
    ];
  });
  for (const { name, start, end } of placeholders)
    if (text.slice(start, end) !== name)
      faults.push(`expected the placeholder ${name}, got ${text.slice(start, end)}`);
  for (const literal of placedLiterals)
    if (!isWritten(literal, text.slice(literal.start, literal.end)))
      faults.push(
        `expected the ${literal.type} ${literal.value}, got ${text.slice(literal.start, literal.end)}`,
      );
  if (analysis.placedLiterals !== undefined) faults.push(...otherValues(analysis));
  if (others === undefined || faults.length > 0) return faults;
  return placedLiterals.flatMap((_, place) =>
    changedOthers(parser, text, { analysis, place, others }),
  );
}

/**
 * {@link misplacedParts} of the texts that a parser accepts, each with what is wrong in it. In the place of constants come `'zq'` and
 * `7`, which every dialect here writes so.
 */
export function misplacedInTexts(
  parser: QueryParser,
  texts: Iterable<string>,
): { readonly constants: number; readonly faults: readonly string[] } {
  const others = {
    text: { written: "'zq'", value: 'zq' },
    number: { written: '7', value: 7 },
  };
  let constants = 0;
  const faults: string[] = [];
  for (const text of texts) {
    try {
      constants += parser.parse(text).placedLiterals?.length ?? 0;
    } catch {
      continue; // whether it is right to refuse it, other tests say
    }
    faults.push(...misplacedParts(parser, text, others).map((fault) => `${fault}, in ${text}`));
  }
  return { constants, faults };
}

/** Values with a place are those without. */
function otherValues({ literals, placedLiterals = [] }: QueryAnalysis): readonly string[] {
  const placed = new Set(placedLiterals.map(({ value }) => value));
  const known = new Set(literals);
  const only = [...placed, ...known].filter((value) => !placed.has(value) || !known.has(value));
  return only.map(
    (value) => `expected ${value} among the constants and their places, got one of both`,
  );
}

/** Escapes aside, which dialects write differently. */
function isWritten({ type, value }: PlacedLiteral, written: string): boolean {
  if (type === 'number') {
    const digits = written.replace(/--[^\n]*\n|\/\*[^]*?\*\/|[\s_]/g, '').replace(/^-/, '');
    const size = /^0\d/.test(digits) ? NaN : Number(digits); // 017 may be octal, and 08 may not
    return typeof value === 'number' && (Number.isNaN(size) || Math.abs(value) === size);
  }
  if (type === 'temporal' && !/^[a-z]/i.test(written)) return false;
  if (!/^[^'"$]*['"$][^]*['"$]$/.test(written)) return false;
  const isEscaped = written.includes('\\') || written.includes("&'");
  return isEscaped || plainReadings(written).some((each) => each.includes(plain(String(value))));
}

/** Without what stands in and between texts that are one: comments, quotes and space; and without a prefix of a later one, too. */
function plainReadings(written: string): readonly string[] {
  const pieces = written.replace(/(?<=['"]\s*)\/\*[^]*?\*\//g, '');
  return [plain(pieces), plain(pieces.replace(/(?<=['"]\s+)[a-z]{1,2}(?=['"])/gi, ''))];
}

function plain(written: string): string {
  return written.replace(/['"\s]/g, '');
}

function changedOthers(
  parser: QueryParser,
  text: string,
  {
    analysis: { placedLiterals = [] },
    place,
    others,
  }: { readonly analysis: QueryAnalysis; readonly place: number; readonly others: OtherConstants },
): readonly string[] {
  const { type, start, end } = placedLiterals[place]!;
  if (type === 'temporal') return [];
  const { written, value } = others[type];
  const changed = `${text.slice(0, start)} ${written} ${text.slice(end)}`;
  const got = parser.parse(changed).placedLiterals?.map((literal) => literal.value);
  const expected = placedLiterals.map((literal, other) =>
    other === place ? value : literal.value,
  );
  return JSON.stringify(got) === JSON.stringify(expected)
    ? []
    : [`expected ${JSON.stringify(expected)} in ${changed}, got ${JSON.stringify(got)}`];
}
