import { isMap, isNull, isNumber, type GraphValue } from '../values.js';
import { durationOfText, durationOfUnits, durationUnits } from './duration-text.js';
import { Fraction } from './fraction.js';
import { PeriodDuration } from './period-duration.js';
import { daysBetween, durationBetween, monthsBetween, secondsBetween } from './temporal-between.js';
import { buildInstant, momentOf, selectedParts } from './temporal-build.js';
import { TemporalError } from './temporal-error.js';
import { TemporalFields, kindText } from './temporal-fields.js';
import {
  dateOfText,
  dateTimeOfText,
  localDateTimeOfText,
  localTimeOfText,
  timeOfText,
} from './temporal-text.js';
import { truncate } from './temporal-truncate.js';
import {
  isInstant,
  partsOf,
  type InstantKind,
  type InstantParts,
  type TemporalInstant,
} from './temporal-value.js';
import { instantIn, timeZoneOf } from './time-zone.js';

/**
 * A function over temporal values. Null in any argument gives null.
 *
 * @param values - the arguments
 * @param now - the time of the statement, in nanoseconds since 1970-01-01 00:00 UTC, which is the same for all its calls; default: the clock's
 * @throws {@link TemporalError} for arguments that make no value
 */
export type TemporalFunction = (values: readonly GraphValue[], now?: bigint) => GraphValue;

const readers: Readonly<Record<InstantKind, (text: string) => TemporalInstant>> = {
  date: dateOfText,
  localtime: (text) => localTimeOfText(text.replace(/^t/i, '')),
  time: (text) => timeOfText(text.replace(/^t/i, '')),
  localdatetime: localDateTimeOfText,
  datetime: (text) => dateTimeOfText(text),
};

/** The key under which a map selects from another value of each kind. */
const selectors: Readonly<Record<InstantKind, string>> = {
  date: 'date',
  localtime: 'time',
  time: 'time',
  localdatetime: 'datetime',
  datetime: 'datetime',
};

/** The time of the clock, in nanoseconds since 1970-01-01 00:00 UTC. */
export function clockTime(): bigint {
  return BigInt(Date.now()) * 1_000_000n;
}

function nowParts(zone: GraphValue | undefined, now: bigint): InstantParts {
  if (zone !== undefined && typeof zone !== 'string')
    throw new TemporalError(`expected the text of a time zone, got ${kindText(zone)}`);
  return partsOf(instantIn(zone === undefined ? 0 : timeZoneOf(zone), now));
}

function current(kind: InstantKind, zone: GraphValue | undefined, now: bigint): TemporalInstant {
  const base = nowParts(zone, now);
  return buildInstant({ kind, fields: new TemporalFields(kind, new Map()), base });
}

function make(kind: InstantKind, value: GraphValue | undefined, now: bigint): TemporalInstant {
  if (value === undefined) return current(kind, undefined, now);
  if (typeof value === 'string') return readers[kind](value);
  const isZoneAlone = isMap(value) && value.size === 1 && value.has('timezone');
  if (isZoneAlone) return current(kind, value.get('timezone'), now);
  const map = isInstant(value) ? new Map([[selectors[kind], value]]) : value;
  if (!isMap(map))
    throw new TemporalError(`expected a map, a text or a point in time, got ${kindText(value)}`);
  const fields = new TemporalFields(kind, map);
  return buildInstant({ kind, fields, base: selectedParts(fields) });
}

function truncated(kind: InstantKind, values: readonly GraphValue[], now: bigint): TemporalInstant {
  const [unit, at = current(kind, undefined, now), map = new Map()] = values;
  if (typeof unit !== 'string')
    throw new TemporalError(`expected the text of a unit, got ${kindText(unit ?? null)}`);
  if (!isInstant(at)) throw new TemporalError(`expected a point in time, got ${kindText(at)}`);
  if (!isMap(map)) throw new TemporalError(`expected a map, got ${kindText(map)}`);
  return truncate({ kind, unit, at, fields: new TemporalFields(kind, map) });
}

function duration([value]: readonly GraphValue[]): PeriodDuration {
  if (typeof value === 'string') return durationOfText(value);
  if (value instanceof PeriodDuration) return value;
  if (value === undefined || !isMap(value))
    throw new TemporalError(`expected a map or a text, got ${kindText(value ?? null)}`);
  const counts = new Map<string, Fraction>();
  for (const [key, count] of value) {
    const name = key.toLowerCase();
    if (!durationUnits.includes(name))
      throw new TemporalError(
        `expected units of a duration (${durationUnits.join(', ')}), got ${key}`,
      );
    if (!isNumber(count))
      throw new TemporalError(`expected a number of ${key}, got ${kindText(count)}`);
    counts.set(name, Fraction.of(count));
  }
  if (counts.size === 0) throw new TemporalError('expected a unit of a duration, got an empty map');
  return durationOfUnits(counts);
}

function between(
  measure: (from: TemporalInstant, to: TemporalInstant) => PeriodDuration,
): TemporalFunction {
  return ([from, to]) => {
    if (isInstant(from) && isInstant(to)) return measure(from, to);
    const wrong = isInstant(from) ? to : from;
    throw new TemporalError(`expected two points in time, got ${kindText(wrong ?? null)}`);
  };
}

function epoch(isSeconds: boolean): TemporalFunction {
  return ([count, nanosecond = 0n]) => {
    if (typeof count !== 'bigint' || typeof nanosecond !== 'bigint')
      throw new TemporalError('expected whole numbers, got others');
    return momentOf(count, nanosecond, isSeconds ? 1_000_000_000n : 1_000_000n);
  };
}

function functionsOf(kind: InstantKind): readonly (readonly [string, TemporalFunction])[] {
  return [
    [kind, ([value], now = clockTime()) => make(kind, value, now)],
    [`${kind}.truncate`, (values, now = clockTime()) => truncated(kind, values, now)],
    [`${kind}.statement`, ([zone], now = clockTime()) => current(kind, zone, now)],
    [`${kind}.transaction`, ([zone], now = clockTime()) => current(kind, zone, now)],
    [`${kind}.realtime`, ([zone]) => current(kind, zone, clockTime())],
  ];
}

const kinds: readonly InstantKind[] = ['date', 'localtime', 'time', 'localdatetime', 'datetime'];

/** openCypher's functions of points in time and durations, by lower-case name, as `date` or `datetime.truncate`. */
export const temporalFunctions: Readonly<Record<string, TemporalFunction>> = Object.fromEntries(
  [
    ...kinds.flatMap(functionsOf),
    ['datetime.fromepoch', epoch(true)] as const,
    ['datetime.fromepochmillis', epoch(false)] as const,
    ['duration', duration] as const,
    ['duration.between', between(durationBetween)] as const,
    ['duration.inmonths', between(monthsBetween)] as const,
    ['duration.indays', between(daysBetween)] as const,
    ['duration.inseconds', between(secondsBetween)] as const,
  ].map(([name, call]): [string, TemporalFunction] => [
    name,
    (values, now) => (values.some(isNull) ? null : call(values, now)),
  ]),
);
