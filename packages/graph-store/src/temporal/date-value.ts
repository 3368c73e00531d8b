import {
  dayNumberOf,
  dayOfNumber,
  floorDivide,
  plusMonths,
  weekOf,
  weekdayOf,
} from './calendar.js';
import { padded, yearText } from './digits.js';

/** Names of {@link DateValue.get}. */
const components: Readonly<Record<string, (date: DateValue) => number>> = {
  year: ({ year }) => year,
  quarter: ({ quarter }) => quarter,
  month: ({ month }) => month,
  week: ({ dayNumber }) => weekOf(dayNumber).week,
  weekyear: ({ dayNumber }) => weekOf(dayNumber).weekYear,
  day: ({ day }) => day,
  ordinalday: ({ year, dayNumber }) => dayNumber - dayNumberOf(year, 1, 1) + 1,
  weekday: ({ dayNumber }) => weekdayOf(dayNumber),
  dayofweek: ({ dayNumber }) => weekdayOf(dayNumber),
  dayofquarter: (date) => date.dayOfQuarter,
  quarterday: (date) => date.dayOfQuarter,
};

/** A day of the proleptic Gregorian calendar. */
export class DateValue {
  readonly kind = 'date';
  readonly year: number;
  readonly month: number;
  readonly day: number;

  constructor(year: number, month: number, day: number) {
    this.year = year;
    this.month = month;
    this.day = day;
  }

  /** Days since 1970-01-01. */
  get dayNumber(): number {
    return dayNumberOf(this.year, this.month, this.day);
  }

  /** 1 to 4. */
  get quarter(): number {
    return floorDivide(this.month - 1, 3) + 1;
  }

  /** From 1. */
  get dayOfQuarter(): number {
    return this.dayNumber - dayNumberOf(this.year, (this.quarter - 1) * 3 + 1, 1) + 1;
  }

  /** The date so many days after 1970-01-01; before it for a negative number. */
  static fromDayNumber(dayNumber: number): DateValue {
    const { year, month, day } = dayOfNumber(dayNumber);
    return new DateValue(year, month, day);
  }

  /** The day some months later; a day that the month lacks becomes its last. */
  plusMonths(months: number): DateValue {
    const { year, month, day } = plusMonths(this, months);
    return new DateValue(year, month, day);
  }

  /** `year`, `quarter`, `month`, `week`, `weekYear`, `day`, `ordinalDay`, `weekDay`, `dayOfQuarter`, in any case; undefined for others. */
  get(component: string): bigint | undefined {
    const found = components[component.toLowerCase()];
    return found && BigInt(found(this));
  }

  /** `2024-02-29`; years before 0 and beyond 9999 have a sign. */
  toString(): string {
    return `${yearText(this.year)}-${padded(this.month, 2)}-${padded(this.day, 2)}`;
  }
}
