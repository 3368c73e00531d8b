/** How a column holds points in time: in a type of its own, as ISO 8601 text, or as seconds since 1970 in UTC. */
export type MomentEncoding = 'date' | 'datetime' | 'text-date' | 'text-datetime' | 'unix-seconds';

/** A column that holds points in time, as SQL. */
export interface SpelledMoment {
  readonly text: string;
  readonly encoding: MomentEncoding;
}

/** How people write what SQL dialects spell each in their own way: dates, durations, Booleans. All give and take SQL. */
export interface SqlIdioms {
  /** A condition: the moment is in the year. */
  readonly isYear: (moment: SpelledMoment, year: number) => string;
  /** The year, as a number or as text of four digits. */
  readonly year: (moment: SpelledMoment) => string;
  /** 1 to 4. */
  readonly quarter: (moment: SpelledMoment) => string;
  /** Year and month as text: `2024-05`. */
  readonly month: (moment: SpelledMoment) => string;
  /** 0 to 23. */
  readonly hour: (moment: SpelledMoment) => string;
  /** 0 is Sunday. */
  readonly weekday: (moment: SpelledMoment) => string;
  /** The beginning of a day (`YYYY-MM-DD`) as what a column of this encoding is compared with. */
  readonly dayBegins: (day: string, encoding: MomentEncoding) => string;
  /** Days from one moment to another of the same encoding, fractions where the columns have times. */
  readonly days: (from: SpelledMoment, to: SpelledMoment) => string;
  /** A condition: a Boolean column is true, or false. */
  readonly isTrue: (column: string, wanted: boolean) => string;
}
