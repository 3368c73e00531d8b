import { describe, expect, it } from 'vitest';
import {
  LocalTimeValue,
  PeriodDuration,
  TemporalError,
  compareTemporal,
  distinct,
  equalTemporal,
  temporalFunctions,
  totalOrder,
  typeOf,
  type GraphValue,
} from '../index.js';
import { valueOf } from '../testing/temporal-expression.js';

describe('the time of a statement', () => {
  // 2024-02-29T23:30:00.000000005Z
  const now = 1_709_249_400_000_000_005n;
  const at = (name: string, ...given: GraphValue[]): string =>
    String(temporalFunctions[name]!(given, now));

  it('is the same for each of its calls, on the clock of a zone where one is given', () => {
    expect(at('datetime')).toBe('2024-02-29T23:30:00.000000005Z');
    expect(at('date')).toBe('2024-02-29');
    expect(at('date.transaction', 'Europe/Stockholm')).toBe('2024-03-01');
    expect(at('time.statement', '-03:30')).toBe('20:00:00.000000005-03:30');
    expect(at('localtime', new Map([['timezone', 'America/New_York']]))).toBe('18:30:00.000000005');
    expect(at('localdatetime.truncate', 'hour')).toBe('2024-02-29T23:00');
    expect(at('date.realtime') > '2024-03-01').toBe(true);
  });

  it('is that of the clock where none is given', () => {
    const before = BigInt(Date.now());
    const shown = valueOf('datetime.realtime().epochMillis') as bigint;
    expect(shown >= before && shown <= BigInt(Date.now())).toBe(true);
  });
});

describe('temporal values as any values', () => {
  const values = [
    'null',
    "duration('P31D')",
    "localtime('10:00')",
    "time('09:00Z')",
    "date('2024-01-01')",
    "localdatetime('2023-01-01')",
    "datetime('2022-01-01T10:00+01:00')",
    "datetime('2022-01-01T09:00Z')",
    "duration('P1M')",
  ].map((text) => valueOf(text));

  // the order of openCypher's CIP2016-06-14: zoned and local moments, dates, times, durations by their mean length
  it('have their place in the order of all values', () => {
    expect([...values].sort(totalOrder).map(String)).toEqual([
      '2022-01-01T09:00Z',
      '2022-01-01T10:00+01:00',
      '2023-01-01T00:00',
      '2024-01-01',
      '09:00Z',
      '10:00',
      'P1M',
      'P31D',
      'null',
    ]);
  });

  it('are the same when each part is', () => {
    const equal = ["duration('P1Y')", "duration('P12M')", "duration('P365D')", "date('2024-02')"];
    expect(distinct(equal.map((text) => valueOf(text))).map(String)).toEqual([
      'P1Y',
      'P365D',
      '2024-02-01',
    ]);
    expect(equalTemporal(new PeriodDuration(0n, 1n, 0n), new PeriodDuration(0n, 1n, 0n))).toBe(
      true,
    );
    expect(equalTemporal(LocalTimeValue.of(1), LocalTimeValue.of(1, 0, 0, 1))).toBe(false);
    expect(compareTemporal(LocalTimeValue.of(1), new PeriodDuration(0n, 1n, 0n))).toBe(null);
  });

  it('tell their kind', () => {
    expect(values.map(typeOf)).toEqual([
      'null', 'duration', 'localtime', 'time', 'date', 'localdatetime', 'datetime', 'datetime', 'duration',
    ]); // prettier-ignore
  });
});

describe('a temporal value that is none', () => {
  it.each([
    ["date('2015-02-29')", 'expected day of 2015-2 from 1 to 28, got 29'],
    ["date('today')", "expected a date such as '2015-07-21', got 'today'"],
    ['date({year: 2015, day: 3})', 'expected month beside day, got day alone'],
    ["date({year: '2015'})", "expected a whole number for year, got the text '2015'"],
    [
      'localtime({hour: 3, zone: 4})',
      /^expected components of a localtime \(hour, .*\), got zone$/,
    ],
    ["localtime.truncate('week', localtime('10:00'))", /^expected a unit of a localtime \(day, /],
    ["datetime('2015-07-21T21:40[Mars/Phobos]')", /'Europe\/Stockholm', got 'Mars\/Phobos'$/],
    ['duration({days: 1, foo: 2})', /^expected units of a duration \(years, .*\), got foo$/],
    ["duration('P1D') / 0", 'expected a duration divided by another number, got division by zero'],
    [
      "date('+999999999-12-31') + duration('P1D')",
      /^expected a year from -999999999 to 999999999, got/,
    ],
  ])('%s says what was expected', (text, message) => {
    expect(() => valueOf(text)).toThrow(TemporalError);
    expect(() => valueOf(text)).toThrow(message);
  });
});
