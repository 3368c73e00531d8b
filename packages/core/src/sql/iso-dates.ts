/** Days that no calendar has: 30 February, 31 April, 29 February of a year that is no leap year; and the year 0. */
const noDay =
  '(?!0000|....-(?:02-30|(?:0[2469]|11)-31)|..(?:[02468][1235679]|[13579][01345789])-02-29|(?:1[7-9]|2[1-3])00-02-29)';

/** The text of a day of the calendar, as a regular expression of every engine that has lookahead. */
export const isoDayPattern = `${noDay}[0-9]{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12][0-9]|3[01])`;

/** The time behind a day, as {@link isoDayPattern}. */
export const isoTimePattern = '[ T](?:[01][0-9]|2[0-3]):[0-5][0-9](?::[0-5][0-9](?:[.][0-9]+)?)?';

/** What may stand behind a time, as {@link isoDayPattern}: blanks and a zone. */
export const isoZonePattern = ' *(?:Z|UTC|[-+][0-9]{2}:?[0-9]{2})?';

const isoDate = new RegExp(`^${isoDayPattern}(?:${isoTimePattern})?$`);

/** True for text that is a date of the calendar, or one with a time. */
export function isIsoDate(text: string): boolean {
  return isoDate.test(text);
}
