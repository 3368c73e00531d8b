import { stemOf, type QuestionWord } from './question-words.js';
import { foldText } from './fold-text.js';
import { numberOf } from './number-words.js';
import { splitName } from './split-name.js';

/** What is measured; amounts of one dimension can be converted. */
export type Dimension = 'money' | 'time' | 'mass' | 'length' | 'volume' | 'energy';

/** A unit of measure, as how many of the smallest unit of its dimension it is. */
export interface UnitOfMeasure {
  readonly dimension: Dimension;
  readonly size: number;
}

/** An amount that a question states: *14 euros*, *half an hour*. */
export interface Quantity extends UnitOfMeasure {
  readonly value: number;
  /** First and last + 1 question word that say it. */
  readonly span: readonly [first: number, end: number];
}

interface UnitWords extends UnitOfMeasure {
  /** What a question calls it, in singular. */
  readonly said: string;
  /** What the end of a column's name says; those of `short` need a word before that is measured so. */
  readonly names?: string;
  readonly short?: string;
}

// Sizes: cents, milliseconds, milligrams, millimetres, millilitres, watt-hours.
const units: readonly UnitWords[] = [
  { dimension: 'money', size: 1, said: 'cent penny pence', names: 'cent cents pence pennies ct' },
  { dimension: 'money', size: 100, said: 'euro eur dollar usd pound gbp buck quid € $ £' },
  { dimension: 'time', size: 1, said: 'millisecond ms', names: 'ms msec millis milliseconds' },
  { dimension: 'time', size: 1000, said: 'second sec', names: 'sec secs seconds', short: 's' },
  { dimension: 'time', size: 60_000, said: 'minute min', names: 'mins minutes', short: 'min m' },
  { dimension: 'time', size: 3_600_000, said: 'hour hr', names: 'hrs hours', short: 'h hr hour' },
  { dimension: 'time', size: 86_400_000, said: 'day', names: 'days', short: 'd' },
  { dimension: 'time', size: 604_800_000, said: 'week', names: 'weeks' },
  { dimension: 'mass', size: 1, said: 'milligram mg', names: 'mg milligrams' },
  { dimension: 'mass', size: 1000, said: 'gram g', names: 'grams gram gr', short: 'g' },
  { dimension: 'mass', size: 1e6, said: 'kilogram kilo kg', names: 'kg kgs kilograms kilos' },
  { dimension: 'mass', size: 1e9, said: 'tonne ton', names: 'tonnes tons', short: 't' },
  { dimension: 'length', size: 1, said: 'millimetre millimeter mm', names: 'mm' },
  { dimension: 'length', size: 10, said: 'centimetre centimeter cm', names: 'cm' },
  { dimension: 'length', size: 1000, said: 'metre meter m', names: 'metres meters', short: 'm' },
  {
    dimension: 'length',
    size: 1e6,
    said: 'kilometre kilometer km',
    names: 'km kilometres kilometers',
  },
  { dimension: 'volume', size: 1, said: 'millilitre milliliter ml', names: 'ml' },
  { dimension: 'volume', size: 10, said: 'centilitre centiliter cl', names: 'cl' },
  { dimension: 'volume', size: 1000, said: 'litre liter', names: 'litres liters', short: 'l' },
  { dimension: 'energy', size: 1, said: 'wh', names: 'wh' },
  { dimension: 'energy', size: 1000, said: 'kwh', names: 'kwh' },
  { dimension: 'energy', size: 1e6, said: 'mwh', names: 'mwh' },
];

/** Words before a short unit that say what it measures: `duration_min`, but not `salary_min`. */
const measured: Readonly<Partial<Record<Dimension, string>>> = {
  time: 'duration length time delay wait waiting runtime elapsed travel response uptime downtime break lead service call session work overtime stay play playing talk age flight ride trip prep cooking spent taken',
  mass: 'weight mass load net gross tare package payload',
  length: 'distance dist length width height depth radius elevation altitude range track',
  volume: 'volume capacity content contents',
};

/** Words of names that hold amounts, whether or not they say the unit. */
const amounts: Readonly<Record<Dimension, string>> = {
  money:
    'price cost fee charge amount paid pay payment salary wage income revenue budget balance total expense spend value',
  time: `${measured.time} hours minutes seconds`,
  mass: `${measured.mass}`,
  length: `${measured.length}`,
  volume: `${measured.volume}`,
  energy: 'energy consumption usage power reading',
};

const said = new Map(units.flatMap((unit) => unit.said.split(' ').map((word) => [word, unit])));
const byStem = new Map([...said].map(([word, unit]) => [stemOf(word), unit]));

/**
 * The unit that the name of a column ends in: `price_cents`, `DurationMinutes`, `weight_g`.
 *
 * @returns undefined where the name says none, or may say several: `length_m` is metres or minutes
 */
export function unitOfName(name: string): UnitOfMeasure | undefined {
  const parts = splitName(name);
  const last = parts.at(-1) ?? '';
  if (parts.length < 2) return undefined;
  const [unit, ...others] = units.filter(({ dimension, names, short }) => {
    if (names?.split(' ').includes(last) === true) return true;
    if (short?.split(' ').includes(last) !== true) return false;
    return parts.slice(0, -1).some((part) => measured[dimension]?.split(' ').includes(part));
  });
  return others.length === 0 ? unit : undefined;
}

/** The unit of a dimension that has a size; undefined for one that has no name. */
export function unitOfSize({ dimension, size }: UnitOfMeasure): UnitOfMeasure | undefined {
  return units.find((unit) => unit.dimension === dimension && isSameSize(unit.size, size));
}

/** True for two sizes or amounts that differ by no more than what binary fractions add. */
export function isSameSize(left: number, right: number): boolean {
  return Math.abs(left - right) <= 1e-9 * Math.max(Math.abs(left), Math.abs(right));
}

/** The unit that a word of a question names, as *euros*, *kg* or *€*. */
export function unitOfWord({ text, stem }: QuestionWord): UnitOfMeasure | undefined {
  return said.get(foldText(text)) ?? (text.length > 3 ? byStem.get(stem) : undefined);
}

/** True for a column's name that holds amounts of a dimension: `price`, `weight_kg`. */
export function holdsAmounts(name: string, dimension: Dimension): boolean {
  const parts = amounts[dimension].split(' ');
  return (
    unitOfName(name)?.dimension === dimension ||
    splitName(name).some((part) => parts.includes(part))
  );
}

/** Amounts that the question states with their unit: *14 euros*, *€14*, *an hour*, *half an hour*, *between 2 and 3 kg*. */
export function quantitiesOf(words: readonly QuestionWord[]): Quantity[] {
  const found: Quantity[] = [];
  for (let place = 0; place < words.length; place++) {
    const unit = unitOfWord(words[place]!);
    if (unit === undefined) continue;
    const { dimension, size } = unit;
    const after = isSign(words[place]!) ? amount(words, place + 1, 1) : undefined;
    const one = after ?? amount(words, place - 1, -1);
    if (one === undefined) continue;
    const first = Math.min(place, ...one.places);
    const other = /^(?:and|to|or|-|–)$/.test(textAt(words, first - 1))
      ? amount(words, first - 2, -1)
      : undefined;
    // between 2 and 3 kg: the first number has its unit from the second
    const isKnown = found.some(({ span }) => span[1] === first - 1);
    if (other !== undefined && !isKnown)
      found.push({ dimension, size, value: other.value, span: [first - 2, first - 1] });
    const end = Math.max(place, ...one.places) + 1;
    found.push({ dimension, size, value: one.value, span: [first, end] });
  }
  return found;
}

function isSign({ text }: QuestionWord): boolean {
  return /^[€$£]$/.test(text);
}

function textAt(words: readonly QuestionWord[], place: number): string {
  const word = words[place];
  return word === undefined ? '' : foldText(word.text);
}

function amount(
  words: readonly QuestionWord[],
  place: number,
  step: 1 | -1,
): { readonly value: number; readonly places: readonly number[] } | undefined {
  const text = textAt(words, place);
  const number = numberOf(text);
  const times = step === -1 ? numberOf(textAt(words, place - 1)) : undefined;
  // 2 million euros
  if (/^(?:hundred|thousand|million)$/.test(text) && number !== undefined && times !== undefined)
    return { value: times * number, places: [place - 1, place] };
  if (number !== undefined) return { value: number, places: [place] };
  if (step === 1 || !/^(?:an?|half)$/.test(text)) return undefined;
  if (text === 'half') return { value: 0.5, places: [place] };
  return textAt(words, place - 1) === 'half'
    ? { value: 0.5, places: [place - 1, place] }
    : { value: 1, places: [place] };
}
