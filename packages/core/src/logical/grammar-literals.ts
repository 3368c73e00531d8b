import { TypeBits } from './grammar-state.js';
import type { Marker, RuleContext } from './grammar-rules.js';
import { valueFits } from './grammar-scope.js';
import { constantsOf, type LiteralPlace } from './grammar-places.js';
import { queryWords } from './query-words.js';

const numberWords = queryWords.filter((word) => /^\d+$/.test(word));

const wordTypes = TypeBits.number | TypeBits.boolean | TypeBits.other | TypeBits.text;

/** Marks the constants that fit; `seen` ones are left out. */
export function allowLiterals(
  { tables }: RuleContext,
  { subject, role }: LiteralPlace,
  marker: Marker,
  seen: readonly string[] = [],
): void {
  for (const value of tables.values)
    if (valueFits(value, subject, role) && !seen.includes(`${value.code},`))
      marker.code(value.code);
  if (role !== 'pattern' && subject.types & TypeBits.boolean) marker.words(['true', 'false']);
  if (subject.types & wordTypes) {
    for (const word of numberWords)
      if (tables.codes.has(word) && !seen.includes(`${tables.codes.get(word)},`)) marker.word(word);
  }
}

/** True when some constant of the types can be written. */
export function hasLiteral({ tables }: RuleContext, types: number): boolean {
  const { subject, role } = constantsOf(types);
  return (
    ((subject.types & wordTypes) !== 0 && tables.codes.has('1')) ||
    ((subject.types & TypeBits.boolean) !== 0 && tables.codes.has('true')) ||
    tables.values.some((value) => valueFits(value, subject, role))
  );
}
