const monthNames =
  'january february march april may june july august september october november december'.split(
    ' ',
  );

/** A date written in a question, as ISO 8601 text, with its offsets (UTF-16 code units). */
export interface DateSpan {
  readonly value: string;
  readonly start: number;
  readonly end: number;
}

/** A month's name, whole or its first three letters, as one group of a pattern. */
export const monthPattern = `(${monthNames.map((name) => `${name.slice(0, 3)}(?:${name.slice(3)})?`).join('|')})\\.?`;
const patterns: readonly {
  readonly pattern: RegExp;
  readonly read: (groups: readonly string[]) => string | undefined;
}[] = [
  {
    pattern: /(?<!\d)\d{4}-\d{2}-\d{2}(?:[ T]\d{2}:\d{2}(?::\d{2})?)?(?!\d)/g,
    read: ([text]) => text,
  },
  {
    pattern: new RegExp(`\\b${monthPattern}\\s+(\\d{1,2})(?:st|nd|rd|th)?,?\\s+(\\d{4})\\b`, 'gi'),
    read: ([, name, day, year]) => isoDate(year, name, day),
  },
  {
    pattern: new RegExp(
      `\\b(\\d{1,2})(?:st|nd|rd|th)?(?:\\s+of)?\\s+${monthPattern},?\\s+(\\d{4})\\b`,
      'gi',
    ),
    read: ([, day, name, year]) => isoDate(year, name, day),
  },
];

/** Finds `2009-01-31`, `2009-01-31 12:00`, `Jan 31, 2009` and `31st January, 2009`. */
export function findDates(question: string): DateSpan[] {
  return patterns.flatMap(({ pattern, read }) =>
    [...question.matchAll(pattern)].flatMap((match) => {
      const value = read([...match]);
      return value === undefined
        ? []
        : [{ value, start: match.index, end: match.index + match[0].length }];
    }),
  );
}

/** The number of a month, 1 to 12, by its name or the name's first three letters; undefined for another word. */
export function findMonth(name: string | undefined): number | undefined {
  if (name === undefined) return undefined;
  const place = monthNames.findIndex((full) => full.startsWith(name.toLowerCase().slice(0, 3)));
  return place < 0 ? undefined : place + 1;
}

function isoDate(
  year: string | undefined,
  name: string | undefined,
  day: string | undefined,
): string | undefined {
  if (year === undefined || name === undefined || day === undefined) return undefined;
  const number = findMonth(name);
  const inMonth = Number(day);
  if (number === undefined || inMonth < 1 || inMonth > 31) return undefined;
  return `${year}-${String(number).padStart(2, '0')}-${String(inMonth).padStart(2, '0')}`;
}
