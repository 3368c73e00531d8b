import { isoTextParts, isoTextPattern, monthsOfUnit, secondsOfUnit } from '@momq/core/graph';
import { UnsupportedFeatureError, type FunctionName, type TimeUnit } from '@momq/dialect';
import type { TakenNames } from './names.js';

/** How a value holds a point in time: as ISO 8601 text, surely or perhaps, as a number, or not at all. */
export type TimeKind = 'iso' | 'text' | 'year' | 'unix-seconds' | 'unix-milliseconds' | 'none';

/** A value as text, with how it holds a point in time. */
export interface TimeValue {
  readonly text: string;
  readonly kind: TimeKind;
}

const { part, weekday, dayNumber, unixSeconds, monthNumber, restOfMonth } = isoTextParts({
  substring: 'substr',
  quote: '"',
});

/**
 * Functions of dates over ISO 8601 text, which is how graphs of relational data hold them: parts are cut out of it, days are moved
 * as `date(text) + duration(…)`, and days between are counted by their Julian numbers.
 */
export class DateTexts {
  private readonly names: TakenNames;

  constructor(names: TakenNames) {
    this.names = names;
  }

  /** A point in time as text: `2024-02-29` or `2024-02-29 23:59:59`, or NULL. */
  iso({ text, kind }: TimeValue): string {
    switch (kind) {
      case 'iso':
        return text;
      case 'text':
        return this.bound(
          text,
          (it) => `(CASE WHEN ${it} =~ "${isoTextPattern}" THEN ${it} ELSE NULL END)`,
        );
      case 'year':
        return `(toString(${text}) + "-01-01")`;
      case 'unix-seconds':
        return this.fromUnixSeconds(text);
      case 'unix-milliseconds':
        return this.fromUnixSeconds(`((${text} - (${text} % 1000 + 1000) % 1000) / 1000)`);
      case 'none':
        throw new UnsupportedFeatureError(
          'nGQL: expected a date, got a number or a truth value. Use a field that holds dates.',
        );
    }
  }

  /** Its day. */
  day(value: TimeValue): string {
    return `substr(${this.iso(value)}, 0, 10)`;
  }

  /** A point in time with its time: `2024-02-29 00:00:00`. */
  withTime(value: TimeValue): string {
    return `replace(substr(${this.iso(value)} + " 00:00:00", 0, 19), "T", " ")`;
  }

  /** A function of the catalogue over dates; undefined for another. `count` is the number that `add` moves by. */
  call(
    name: FunctionName,
    unit: TimeUnit,
    [first, second]: readonly TimeValue[],
    count = 'NULL',
  ): string | undefined {
    // Seconds since 1970, as NebulaGraph's own clock has them.
    if (name === 'now') return this.fromUnixSeconds('timestamp()');
    if (name === 'today') return 'toString(date())';
    if (name === 'fromUnixSeconds') return this.fromUnixSeconds(count);
    if (first === undefined) return undefined;
    if (name === 'add') return this.add(first, unit, count);
    if (name === 'difference') return second && this.difference(first, second, unit);
    if (name === 'year' && first.kind === 'year') return first.text;
    return this.bound(this.iso(first), (it) => this.ofText(name, unit, it));
  }

  private ofText(name: FunctionName, unit: TimeUnit, it: string): string {
    switch (name) {
      case 'year':
      case 'month':
      case 'day':
      case 'hour':
      case 'minute':
      case 'second':
        return part(it, name);
      case 'quarter':
        return `((${part(it, 'month')} + 2) / 3)`;
      case 'weekday':
        return `((${dayNumber(it)} % 7 + 11) % 7)`;
      case 'week':
        return this.bound(this.moved(it, `3 - ${weekday(it)}`), (thursday) => {
          const start = `(substr(${thursday}, 0, 4) + "-01-01")`;
          return `((${dayNumber(thursday)} - ${dayNumber(start)}) / 7 + 1)`;
        });
      case 'date':
        return `substr(${it}, 0, 10)`;
      case 'unixSeconds':
        return `(${unixSeconds(it)})`;
      case 'truncate':
        return `(${this.truncate(it, unit)})`;
      default:
        throw new UnsupportedFeatureError(
          `nGQL: cannot write ${name} of these arguments. Rewrite the query without it.`,
        );
    }
  }

  private truncate(it: string, unit: TimeUnit): string {
    const time = (length: number, rest: string): string =>
      `replace(substr(${it} + " 00:00:00", 0, ${length}), "T", " ") + "${rest}"`;
    switch (unit) {
      case 'year':
        return `substr(${it}, 0, 4) + "-01-01"`;
      case 'quarter':
        return `substr(${it}, 0, 5) + ["01", "04", "07", "10"][(${part(it, 'month')} - 1) / 3] + "-01"`;
      case 'month':
        return `substr(${it}, 0, 7) + "-01"`;
      case 'week':
        return this.moved(it, `0 - ${weekday(it)}`);
      case 'day':
        return `substr(${it}, 0, 10)`;
      case 'hour':
        return time(13, ':00:00');
      case 'minute':
        return time(16, ':00');
      case 'second':
        return time(19, '');
    }
  }

  private add(value: TimeValue, unit: TimeUnit, count: string): string {
    const months = monthsOfUnit[unit];
    return this.bound(this.iso(value), (it) =>
      this.bound(count, (n) => {
        if (months !== undefined) return keptTime(it, n, `{months: ${months} * ${n}}`);
        if (unit === 'week' || unit === 'day')
          return keptTime(it, n, `{days: ${unit === 'week' ? 7 : 1} * ${n}}`);
        return this.fromUnixSeconds(`(${unixSeconds(it)} + ${n} * ${secondsOfUnit[unit] ?? 1})`);
      }),
    );
  }

  /** The day that is some days after the one of `it`. */
  private moved(it: string, days: string): string {
    return `(CASE WHEN ${it} IS NOT NULL THEN toString(date(substr(${it}, 0, 10)) + duration({days: ${days}})) ELSE NULL END)`;
  }

  private difference(from: TimeValue, to: TimeValue, unit: TimeUnit): string {
    return this.bound(this.iso(from), (a) =>
      this.bound(this.iso(to), (b) => {
        const seconds = secondsOfUnit[unit];
        if (seconds !== undefined)
          return `((${unixSeconds(b)} - (${unixSeconds(a)})) / ${seconds})`;
        const months = this.bound(`(${monthNumber(b)} - (${monthNumber(a)}))`, (m) => {
          const [early, late] = [restOfMonth(a), restOfMonth(b)];
          return `(CASE WHEN ${m} > 0 AND ${late} < ${early} THEN ${m} - 1 WHEN ${m} < 0 AND ${late} > ${early} THEN ${m} + 1 ELSE ${m} END)`;
        });
        return unit === 'month' ? months : `(${months} / ${monthsOfUnit[unit] ?? 1})`;
      }),
    );
  }

  private fromUnixSeconds(seconds: string): string {
    return this.bound(seconds, (s) =>
      this.bound(`((${s} % 86400 + 86400) % 86400)`, (rest) => {
        const two = (value: string): string => `right("0" + toString(${value}), 2)`;
        const day = `toString(date("1970-01-01") + duration({days: (${s} - ${rest}) / 86400}))`;
        const time = `${two(`${rest} / 3600`)} + ":" + ${two(`${rest} / 60 % 60`)} + ":" + ${two(`${rest} % 60`)}`;
        return `(CASE WHEN ${s} IS NOT NULL THEN ${day} + " " + ${time} ELSE NULL END)`;
      }),
    );
  }

  /** Text for a value that `use` writes several times: a name for it, unless it is one already. */
  private bound(value: string, use: (name: string) => string): string {
    if (/^(\w+(\.(\w+|`[^`]*`))*|"[^"\\]*")$/.test(value)) return use(value);
    const name = this.names.take('at');
    return `[${name} IN [${value}] | ${use(name)}][0]`;
  }
}

/** A time is kept behind the day that is moved. */
function keptTime(it: string, n: string, duration: string): string {
  const day = `toString(date(substr(${it}, 0, 10)) + duration(${duration}))`;
  return `(CASE WHEN ${it} IS NOT NULL AND ${n} IS NOT NULL THEN ${day} + replace(substr(${it}, 10, 9), "T", " ") ELSE NULL END)`;
}
