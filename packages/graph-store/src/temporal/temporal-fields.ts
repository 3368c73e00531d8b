import { isNull, type GraphValue } from '../values.js';
import { TemporalError } from './temporal-error.js';
import type { InstantKind } from './temporal-value.js';

/** Keys of a map that makes a date, by lower-case spelling. */
const dateKeys: Readonly<Record<string, string>> = {
  year: 'year',
  quarter: 'quarter',
  month: 'month',
  week: 'week',
  ordinalday: 'ordinalDay',
  dayofquarter: 'dayOfQuarter',
  quarterday: 'dayOfQuarter',
  dayofweek: 'dayOfWeek',
  weekday: 'dayOfWeek',
  day: 'day',
};
const timeKeys: Readonly<Record<string, string>> = {
  hour: 'hour',
  minute: 'minute',
  second: 'second',
  millisecond: 'millisecond',
  microsecond: 'microsecond',
  nanosecond: 'nanosecond',
};
const zoneKeys = { timezone: 'timezone' };

const keys: Readonly<Record<InstantKind, Readonly<Record<string, string>>>> = {
  date: { ...dateKeys, date: 'date' },
  localtime: { ...timeKeys, time: 'time' },
  time: { ...timeKeys, ...zoneKeys, time: 'time' },
  localdatetime: { ...dateKeys, ...timeKeys, date: 'date', time: 'time', datetime: 'datetime' },
  datetime: {
    ...dateKeys,
    ...timeKeys,
    ...zoneKeys,
    date: 'date',
    time: 'time',
    datetime: 'datetime',
    epochseconds: 'epochSeconds',
    epochmillis: 'epochMillis',
  },
};

/** Components that begin with 1. */
const fromOne = ['quarter', 'month', 'week', 'ordinalDay', 'dayOfQuarter', 'dayOfWeek', 'day'];

/** What a map gives for a point in time: its keys in their own spelling, each once. */
export class TemporalFields {
  readonly #values = new Map<string, GraphValue>();

  /** @throws {@link TemporalError} for a key that the kind does not have, or that comes twice */
  constructor(kind: InstantKind, map: ReadonlyMap<string, GraphValue>) {
    for (const [key, value] of map) {
      const name = keys[kind][key.toLowerCase()];
      if (name === undefined)
        throw new TemporalError(
          `expected components of a ${kind} (${[...new Set(Object.values(keys[kind]))].join(', ')}), got ${key}`,
        );
      if (this.#values.has(name)) throw new TemporalError(`expected ${name} once, got it twice`);
      this.#values.set(name, isNull(value) ? null : value);
    }
  }

  /** The value of a key; undefined where the map has none. */
  get(name: string): GraphValue | undefined {
    return this.#values.get(name);
  }

  /** The first of the names that the map has. */
  firstOf(names: readonly string[]): string | undefined {
    return names.find((name) => this.#values.has(name));
  }

  /** A whole number, the first that the component has for null, as in Neo4j; undefined where the map has none. @throws {@link TemporalError} for another value, and one that is too large */
  number(name: string): number | undefined {
    const value = this.#values.get(name);
    if (value === undefined) return undefined;
    if (value === null) return fromOne.includes(name) ? 1 : 0;
    if (typeof value !== 'bigint')
      throw new TemporalError(`expected a whole number for ${name}, got ${kindText(value)}`);
    if (Number.isSafeInteger(Number(value))) return Number(value);
    throw new TemporalError(`expected a smaller ${name}, got ${value}`);
  }

  /**
   * Whether each of the names that the map has comes after all before it, as a day only with its month.
   *
   * @throws {@link TemporalError} where one of the names is missed before another
   */
  checkOrder(names: readonly string[]): void {
    const missing = names.findIndex((name) => !this.#values.has(name));
    const later = missing < 0 ? undefined : this.firstOf(names.slice(missing));
    if (later !== undefined)
      throw new TemporalError(`expected ${names[missing]} beside ${later}, got ${later} alone`);
  }
}

/** A value in an error's words. */
export function kindText(value: GraphValue): string {
  if (typeof value === 'string') return `the text '${value}'`;
  if (typeof value === 'number' || typeof value === 'bigint' || typeof value === 'boolean')
    return String(value);
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'a list';
  return 'kind' in value ? `the ${value.kind} ${value.toString()}` : 'a value of another kind';
}
