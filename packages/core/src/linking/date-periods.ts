import type { Literal } from '@momq/dialect';

/** A day, a month or a year: its first day and the first day after it, as ISO text. */
export interface DatePeriod {
  readonly unit: 'day' | 'month' | 'year';
  readonly first: string;
  readonly next: string;
}

/**
 * The period that a constant names: `2023-05-01`, `2023-05`, and `2023` as text or as a number between 1000 and 2999.
 * Undefined for anything else, days that no calendar has among them.
 */
export function periodOf(value: Literal['value']): DatePeriod | undefined {
  const [text, year, month, day] =
    /^([12]\d{3})(?:-(\d{2})(?:-(\d{2}))?)?$/.exec(String(value)) ?? [];
  if (text === undefined || year === undefined) return undefined;
  if (month === undefined) return period('year', Number(year), 0, 1);
  if (day === undefined) return period('month', Number(year), Number(month) - 1, 1);
  return period('day', Number(year), Number(month) - 1, Number(day));
}

function period(
  unit: DatePeriod['unit'],
  year: number,
  month: number,
  day: number,
): DatePeriod | undefined {
  const first = new Date(Date.UTC(year, month, day));
  if (first.getUTCMonth() !== month || first.getUTCDate() !== day) return undefined;
  const next = new Date(first);
  if (unit === 'year') next.setUTCFullYear(year + 1);
  else if (unit === 'month') next.setUTCMonth(month + 1);
  else next.setUTCDate(day + 1);
  return { unit, first: isoDay(first), next: isoDay(next) };
}

function isoDay(date: Date): string {
  return date.toISOString().slice(0, 10);
}
