import { seededRandom } from '@momq/core/random';

/** Draws that repeat for the same seed, in the shapes that business data has. */
export class Draw {
  readonly #next: () => number;

  constructor(seed: number) {
    this.#next = seededRandom(seed);
  }

  /** True as often as `share` says. */
  chance(share: number): boolean {
    return this.#next() < share;
  }

  /** A whole number from `low` to `high`, both included. */
  int(low: number, high: number): number {
    return low + Math.floor(this.#next() * (high - low + 1));
  }

  /** As {@link int}, small numbers more often. */
  low(low: number, high: number): number {
    return Math.min(this.int(low, high), this.int(low, high));
  }

  /** One of the items. */
  pick<T>(items: readonly T[]): T {
    return items[this.int(0, items.length - 1)]!;
  }

  /** One of the items, the first ones more often: few customers place most orders. */
  often<T>(items: readonly T[]): T {
    return items[this.low(0, items.length - 1)]!;
  }

  /** A value, or NULL as often as `share` says. */
  maybe<T>(share: number, value: T): T | null {
    return this.chance(share) ? null : value;
  }

  /** A day as `YYYY-MM-DD`, both ends included. */
  day(first: string, last: string): string {
    return plusDays(first, this.int(0, daysBetween(first, last)));
  }

  /** Seconds since 1970 within the day. */
  moment(day: string, firstHour = 7, lastHour = 20): number {
    return unixSeconds(day) + this.int(firstHour * 3600, lastHour * 3600 + 3599);
  }
}

/** Midnight in UTC as seconds since 1970. */
export function unixSeconds(day: string): number {
  return Date.parse(`${day}T00:00:00Z`) / 1000;
}

/** Seconds since 1970 as `YYYY-MM-DD HH:MM:SS`. */
export function timestamp(seconds: number): string {
  return new Date(seconds * 1000).toISOString().slice(0, 19).replace('T', ' ');
}

/** The day that comes `days` after `day`. */
export function plusDays(day: string, days: number): string {
  return new Date((unixSeconds(day) + days * 86_400) * 1000).toISOString().slice(0, 10);
}

/** Whole days from one day to another. */
export function daysBetween(first: string, last: string): number {
  return Math.round((unixSeconds(last) - unixSeconds(first)) / 86_400);
}

/** First names of people. */
export const firstNames =
  'Amira,Bela,Carlos,Dorota,Emil,Farah,Gustav,Hana,Ivo,Jasmin,Kenji,Leila,Milan,Nadia,Oskar,Priya,Quentin,Rosa,Stefan,Tamar,Ulla,Viktor,Wanda,Yusuf,Zoe,Anton,Brigid,Cem,Dina,Ewa'.split(
    ',',
  );

/** Family names of people. */
export const lastNames =
  'Abadi,Brandt,Castillo,Dvorak,Eriksen,Fontaine,Grabowski,Haddad,Ivanov,Janssen,Kowalski,Lindqvist,Marek,Novak,Okafor,Petrov,Quist,Rossi,Santos,Tanaka,Ueda,Vargas,Weber,Yilmaz,Zeman,Bauer,Costa,Dubois,Engel,Ferrari'.split(
    ',',
  );

/** Names of companies, without their legal form. */
export const companyNames =
  'Alder,Birchwood,Corvex,Delphin,Eastgate,Fjord,Granite,Halcyon,Ionis,Juniper,Kestrel,Lumen,Meridian,Northwind,Opaline,Pinecrest,Quarry,Redwood,Solstice,Tidewater,Umbra,Verdant,Westfall,Xenon,Yarrow,Zephyr,Argent,Bluebell,Cinder,Drift'.split(
    ',',
  );
