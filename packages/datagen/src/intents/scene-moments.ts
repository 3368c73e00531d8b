import type { Condition, Expression } from '@momq/dialect';

import { dayOf, monthNames, somePeriod } from '../templates/period.js';
import type { Period } from '../templates/period.js';
import { SceneConstants } from './scene-constants.js';
import { all, call, eq, ge, literal, lt } from './logical-pieces.js';

/** Days, months and years drawn from the rows of a filling's columns, with the words for them, and conditions on them. */
export class SceneMoments extends SceneConstants {
  /** A year in which some row began; says `{year}`. */
  year(name = 'start'): number {
    const year = Number(this.#someDay(name).slice(0, 4));
    this.words.set('year', String(year));
    return year;
  }

  /** A year and the next one; says `{year}` and `{nextYear}`. */
  twoYears(name = 'start'): readonly [number, number] {
    const year = Math.min(2023, this.year(name));
    this.words.set('year', String(year)).set('nextYear', String(year + 1));
    return [year, year + 1];
  }

  /** A condition: the moment is in the year. */
  inYear(year: number, name = 'start'): Condition {
    return eq(call('year', this.f(name)), year);
  }

  /** A condition: the moment is in a period; says `{when}`. */
  within(name = 'start'): Condition {
    const period = somePeriod(this.random, this.column(name));
    this.words.set('when', this.random.pick(period.words));
    return this.during(period, name);
  }

  /** A condition: the moment is in the period. */
  during({ from, before, year }: Period, name = 'start'): Condition {
    return year !== undefined
      ? this.inYear(year, name)
      : all([this.since(from, name), this.before(before, name)])!;
  }

  /** A condition: on the day or later. */
  since(day: string, name = 'start'): Condition {
    return ge(this.raw(name), this.#day(day, name));
  }

  /** A condition: earlier than the day. */
  before(day: string, name = 'start'): Condition {
    return lt(this.raw(name), this.#day(day, name));
  }

  #day(day: string, name: string): Expression {
    return this.column(name).encoding === 'unix-seconds'
      ? call('unixSeconds', literal(day))
      : literal(day);
  }

  /** A day of some row, as far through all of them as the share says; says `{day}`. */
  day(share: number, name = 'start', as = 'day'): string {
    const days = this.valuesOf(name).map(dayOf).sort();
    const day = days[Math.floor((days.length - 1) * share)]!;
    this.words.set(as, day);
    return day;
  }

  #someDay(name: string): string {
    return dayOf(this.random.pick(this.valuesOf(name)));
  }

  /** A calendar month in which some row began, 1 to 12; says `{month}`. */
  calendarMonth(name = 'start'): number {
    const month = Number(this.#someDay(name).slice(5, 7));
    this.words.set('month', monthNames[month - 1]!);
    return month;
  }
}
