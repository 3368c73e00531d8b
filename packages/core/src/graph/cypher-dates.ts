import { UnsupportedFeatureError, type FunctionCall, type TimeUnit } from '@momq/dialect';
import { bound } from './cypher-binding.js';
import type { CypherVariables } from './cypher-variables.js';
import { isoTextParts, isoTextPattern, monthsOfUnit, secondsOfUnit } from './iso-text-parts.js';

/**
 * How a value holds a point in time: ISO 8601 text, text that was seen to be that in some rows, a value of Neo4j's temporal types,
 * a number, or perhaps not at all.
 */
export type TimeKind =
  'iso' | 'seen' | 'temporal' | 'unix-seconds' | 'unix-milliseconds' | 'year' | 'text' | 'none';

/** A value as text, with how it holds a point in time. */
export interface TimeValue {
  readonly text: string;
  readonly kind: TimeKind;
}

const { part, weekday, dayNumber, unixSeconds, monthNumber, restOfMonth } = isoTextParts({
  substring: 'substring',
  quote: "'",
});

/**
 * Functions of dates over ISO 8601 text, in arithmetic and in what the temporal functions of Neo4j and of engines with fewer of
 * them share: `date(text) + duration(…)` and `toString`.
 */
export class CypherDates {
  private readonly variables: CypherVariables;

  constructor(variables: CypherVariables) {
    this.variables = variables;
  }

  /** A point in time as text: `2024-02-29` or `2024-02-29 23:59:59`, or null. */
  iso({ text, kind }: TimeValue): string {
    switch (kind) {
      case 'iso':
        return text;
      case 'temporal':
        return `replace(substring(toString(${text}), 0, 19), 'T', ' ')`;
      case 'seen':
      case 'text':
        return bound(
          text,
          this.variables,
          (it) => `CASE WHEN ${it} =~ '${isoTextPattern}' THEN ${it} END`,
        );
      case 'year':
        return `(toString(${text}) + '-01-01')`;
      case 'unix-seconds':
        return this.fromUnixSeconds(text);
      case 'unix-milliseconds':
        return this.fromUnixSeconds(`(${text} - (${text} % 1000 + 1000) % 1000) / 1000`);
      case 'none':
        throw new UnsupportedFeatureError(
          'Cypher: expected a date, got a number or a truth value. Use a field that holds dates.',
        );
    }
  }

  /** A point in time with its time: `2024-02-29 00:00:00`. */
  withTime(value: TimeValue): string {
    return `replace(substring(${this.iso(value)} + ' 00:00:00', 0, 19), 'T', ' ')`;
  }

  /** A function of the catalogue over dates. `count` is the number that `add` moves by. */
  call(
    name: FunctionCall['function'],
    unit: TimeUnit,
    [first, second]: readonly TimeValue[],
    count: string | undefined,
  ): string | undefined {
    if (name === 'now') return "replace(substring(toString(datetime()), 0, 19), 'T', ' ')";
    if (name === 'today') return 'substring(toString(datetime()), 0, 10)';
    if (name === 'fromUnixSeconds') return this.fromUnixSeconds(count ?? 'null');
    if (first === undefined) return undefined;
    if (name === 'add') return this.add(first, unit, count ?? 'null');
    if (name === 'difference' && second !== undefined) return this.difference(first, second, unit);
    if (name === 'year' && first.kind === 'year') return first.text;
    return bound(this.iso(first), this.variables, (it) => {
      switch (name) {
        case 'year':
        case 'month':
        case 'day':
        case 'hour':
        case 'minute':
        case 'second':
          return part(it, name);
        case 'quarter':
          return `(${part(it, 'month')} + 2) / 3`;
        case 'weekday':
          return `(${dayNumber(it)} % 7 + 11) % 7`;
        case 'week':
          return bound(this.moved(it, `3 - ${weekday(it)}`), this.variables, (thursday) => {
            const start = `(substring(${thursday}, 0, 4) + '-01-01')`;
            return `(${dayNumber(thursday)} - ${dayNumber(start)}) / 7 + 1`;
          });
        case 'date':
          return `substring(${it}, 0, 10)`;
        case 'unixSeconds':
          return unixSeconds(it);
        case 'truncate':
          return this.truncate(it, unit);
        default:
          return unknownFunction(name);
      }
    });
  }

  private truncate(it: string, unit: TimeUnit): string {
    const time = (length: number, rest: string): string =>
      `replace(substring(${it} + ' 00:00:00', 0, ${length}), 'T', ' ') + '${rest}'`;
    switch (unit) {
      case 'year':
        return `substring(${it}, 0, 4) + '-01-01'`;
      case 'quarter':
        return `substring(${it}, 0, 5) + ['01', '04', '07', '10'][(${part(it, 'month')} - 1) / 3] + '-01'`;
      case 'month':
        return `substring(${it}, 0, 7) + '-01'`;
      case 'week':
        return this.moved(it, `-${weekday(it)}`);
      case 'day':
        return `substring(${it}, 0, 10)`;
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
    return bound(this.iso(value), this.variables, (it) =>
      bound(count, this.variables, (n) => {
        if (months !== undefined) return this.keptTime(it, n, `{months: ${months} * ${n}}`);
        if (unit === 'week' || unit === 'day')
          return this.keptTime(it, n, `{days: ${unit === 'week' ? 7 : 1} * ${n}}`);
        return this.fromUnixSeconds(`${unixSeconds(it)} + ${n} * ${secondsOfUnit[unit] ?? 1}`);
      }),
    );
  }

  /** Neo4j takes no null for a part of a duration. */
  private keptTime(it: string, n: string, duration: string): string {
    const day = `toString(date(substring(${it}, 0, 10)) + duration(${duration}))`;
    return `CASE WHEN ${it} IS NOT NULL AND ${n} IS NOT NULL THEN ${day} + replace(substring(${it}, 10), 'T', ' ') END`;
  }

  /** The day that is some days after the one of `it`. */
  private moved(it: string, days: string): string {
    return `CASE WHEN ${it} IS NOT NULL THEN toString(date(substring(${it}, 0, 10)) + duration({days: ${days}})) END`;
  }

  private difference(from: TimeValue, to: TimeValue, unit: TimeUnit): string {
    return bound(this.iso(from), this.variables, (a) =>
      bound(this.iso(to), this.variables, (b) => {
        const seconds = secondsOfUnit[unit];
        if (seconds !== undefined) {
          const between = `(${unixSeconds(b)} - (${unixSeconds(a)}))`;
          return seconds === 1 ? between : `${between} / ${seconds}`;
        }
        const months = bound(`${monthNumber(b)} - (${monthNumber(a)})`, this.variables, (m) => {
          const [early, late] = [restOfMonth(a), restOfMonth(b)];
          return `CASE WHEN ${m} > 0 AND ${late} < ${early} THEN ${m} - 1 WHEN ${m} < 0 AND ${late} > ${early} THEN ${m} + 1 ELSE ${m} END`;
        });
        return unit === 'month' ? months : `${months} / ${monthsOfUnit[unit] ?? 1}`;
      }),
    );
  }

  private fromUnixSeconds(seconds: string): string {
    return bound(seconds, this.variables, (s) =>
      bound(`(${s} % 86400 + 86400) % 86400`, this.variables, (rest) => {
        const two = (value: string): string => `right('0' + toString(${value}), 2)`;
        const day = `toString(date('1970-01-01') + duration({days: (${s} - ${rest}) / 86400}))`;
        const time = `${two(`${rest} / 3600`)} + ':' + ${two(`${rest} / 60 % 60`)} + ':' + ${two(`${rest} % 60`)}`;
        return `CASE WHEN ${s} IS NOT NULL THEN ${day} + ' ' + ${time} END`;
      }),
    );
  }
}

function unknownFunction(name: string): never {
  throw new UnsupportedFeatureError(
    `Cypher: cannot write ${name} of these arguments. Rewrite the query without it.`,
  );
}
