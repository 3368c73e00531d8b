/** A day, counted in days since 1970 (UTC). */
export type Day = number;

/** What a calendar counts in. */
export type CalendarUnit = 'day' | 'week' | 'month' | 'quarter' | 'year';

/** The first day of the unit that a day lies in. */
export function firstDayOf(day: Day, of: CalendarUnit): Day {
  const date = new Date(day * 86_400_000);
  const [year, month] = [date.getUTCFullYear(), date.getUTCMonth()];
  switch (of) {
    case 'day':
      return day;
    case 'week':
      return day - ((date.getUTCDay() + 6) % 7);
    case 'month':
      return Date.UTC(year, month, 1) / 86_400_000;
    case 'quarter':
      return Date.UTC(year, month - (month % 3), 1) / 86_400_000;
    case 'year':
      return Date.UTC(year, 0, 1) / 86_400_000;
  }
}

/** A day so many units on; one that the month reached lacks becomes its last. */
export function movedBy(day: Day, of: CalendarUnit, steps: number): Day {
  if (of === 'day') return day + steps;
  if (of === 'week') return day + 7 * steps;
  const date = new Date(day * 86_400_000);
  const count = steps * { month: 1, quarter: 3, year: 12 }[of];
  const [year, month] = [date.getUTCFullYear(), date.getUTCMonth() + count];
  const last = new Date(Date.UTC(year, month + 1, 0)).getUTCDate();
  return Date.UTC(year, month, Math.min(date.getUTCDate(), last)) / 86_400_000;
}

/** The day as ISO text. */
export function isoDay(day: Day): string {
  return new Date(day * 86_400_000).toISOString().slice(0, 10);
}
