import type { EntityField, Value } from '@momq/dialect';
import type { Random } from '../generated/random.js';

/** Constants of queries: a copy needs rows on either side of them. */
export type Constants = readonly (string | number)[];

/** Columns with at most so many different values are codes: no other value is made for them. */
const codes = 12;
/** Of a column that has NULL, the share of its new values that are. */
const nullShare = 0.2;

const isoDate = /^\d{4}-\d\d-\d\d/;

/** New values of a column that is no key: its own ones mixed anew, some of them often, and others close to them and to constants. */
export function refilledColumn(
  field: EntityField,
  values: readonly Value[],
  { count, constants }: { readonly count: number; readonly constants: Constants },
  random: Random,
): Value[] {
  const seen = [...new Set(values.filter((value) => value !== null))];
  const own = seen.length === 0 ? madeUp(field) : seen;
  const planted = plantedValues(own, constants);
  // half of the columns repeat few values, so that groups grow and ends tie
  const repeated = random.chance(0.5) ? random.sample(own, Math.max(2, Math.ceil(count / 3))) : own;
  const few = [...repeated, ...beyondLargest(own, random)];
  const holdsNull = values.includes(null);
  return Array.from({ length: count }, () => {
    if (holdsNull && random.chance(nullShare)) return null;
    if (planted.length > 0 && random.chance(0.25)) return random.pick(planted);
    const value = random.pick(few);
    return own.length > codes && random.chance(0.2) ? closeTo(value, own, random) : value;
  });
}

/** Different values of a key: some of those there are, and new ones of their kind; fewer than asked where no new ones can be made. */
export function refilledKey(
  field: EntityField,
  values: readonly Value[],
  count: number,
  random: Random,
): Value[] {
  const own = [...new Set(values.filter((value) => value !== null))];
  const known = random.sample(own.length === 0 ? madeUp(field) : own, Math.ceil(count * 0.8));
  const found = new Set<Value>(known);
  const numbers = own.filter((value) => typeof value === 'number' || typeof value === 'bigint');
  const isNumeric = numbers.length === own.length;
  let next = numbers.reduce<bigint>((most, value) => {
    const whole = BigInt(typeof value === 'number' ? Math.floor(value) : value);
    return whole > most ? whole : most;
  }, 0n);
  while (found.size < count) {
    next += BigInt(random.integer(1, 3));
    if (isNumeric) found.add(Number.isSafeInteger(Number(next)) ? Number(next) : next);
    else if (field.type === 'text') found.add(`${String(random.pick(known))} ${next}`);
    else break;
  }
  return random.shuffle([...found]);
}

/** Values on either side of constants, as far as the column could hold them. */
function plantedValues(own: readonly Value[], constants: Constants): Value[] {
  const numbers = own.filter((value): value is number => typeof value === 'number');
  if (numbers.length === own.length) {
    const [low, high] = [Math.min(...numbers), Math.max(...numbers)];
    const margin = (high - low) * 0.1;
    const step = numbers.every(Number.isInteger) ? 1 : 0.5;
    return constants.flatMap((constant) => {
      const value = Number(constant);
      if (constant === '' || !(value >= low - margin && value <= high + margin)) return [];
      const near = [value - step, value, value, value + step];
      const whole = step === 1 ? near.filter(Number.isInteger) : near;
      return own.length > codes ? whole : whole.filter((each) => numbers.includes(each));
    });
  }
  const texts = own.filter((value): value is string => typeof value === 'string');
  return constants.flatMap((constant) => {
    const part = String(constant).replaceAll('%', '');
    return part === ''
      ? []
      : texts.filter((text) => text.toLowerCase().includes(part.toLowerCase()));
  });
}

/** In most copies a number beyond the largest one, so that ends differ. */
function beyondLargest(own: readonly Value[], random: Random): Value[] {
  const numbers = own.filter((value): value is number => typeof value === 'number');
  if (numbers.length !== own.length || own.length <= codes || random.chance(0.3)) return [];
  const high = Math.max(...numbers);
  const span = Math.ceil((high - Math.min(...numbers)) * 0.2);
  return [high + random.integer(1, Math.max(1, span))];
}

/** A number beside another, or a date of one year with the day of another. */
function closeTo(value: Value, own: readonly Value[], random: Random): Value {
  if (typeof value === 'number' && Number.isInteger(value)) return value + random.pick([-1, 1]);
  if (typeof value === 'bigint') return value + random.pick([-1n, 1n]);
  if (typeof value === 'string' && isoDate.test(value)) {
    const other = random.pick(own);
    const joined = typeof other === 'string' && isoDate.test(other) && !other.includes('-02-29');
    return joined ? value.slice(0, 4) + other.slice(4) : value;
  }
  return value;
}

/** Values for a column of which nothing is known. */
function madeUp({ type, allowedValues }: EntityField): Value[] {
  if (allowedValues !== undefined && allowedValues.length > 0) return [...allowedValues];
  switch (type) {
    case 'integer':
      return [1, 2, 3, 4, 5];
    case 'real':
      return [0.5, 1.5, 2.25, 10];
    case 'boolean':
      return [true, false];
    case 'date':
      return ['2021-03-01', '2022-06-15', '2023-11-30'];
    case 'datetime':
      return ['2021-03-01 08:00:00', '2022-06-15 12:30:00', '2023-11-30 23:59:59'];
    case 'text':
    case 'other':
      return ['a', 'b', 'c'];
  }
}
