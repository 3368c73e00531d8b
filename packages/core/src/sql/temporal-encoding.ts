import type { EntityField, TemporalEncoding, Value } from '@momq/dialect';
import { splitName } from '../linking/split-name.js';

const ISO_DATE = /^\d{4}-\d{2}-\d{2}$/;
const ISO_DATETIME =
  /^\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(?::\d{2}(?:[.,]\d+)?)?\s?(?:Z|UTC|[+-]\d{2}:?\d{2})?$/;
const YEAR = /^(?:1[5-9]|20)\d{2}$/;

/** Words of names that say that a number may be a time. */
const TIME_WORDS = new Set(
  'at date time timestamp ts datetime created updated modified deleted changed added published posted sent received started ended start end begin expires expiry expiration due since until when login logout seen last birthday birth dob joined registered epoch unix ms millis seconds'.split(
    ' ',
  ),
);
const YEAR_WORDS = new Set(['year', 'yr', 'jahr', 'founded', 'built', 'season', 'vintage']);

/** Days since 1970 in seconds: 1980 to 2100, so that small counts are none. */
const FIRST_SECOND = 315_532_800;
const LAST_SECOND = 4_102_444_800;

/**
 * How a field holds points in time, as some of its values show: all that are there must agree. Numbers are times only where
 * the field's declared type or its name says so too, since amounts and ids may lie in the same range.
 *
 * @returns undefined where the values are no times, or where the declared type says all: ISO dates in a `date`
 */
export function temporalEncoding(
  field: Pick<EntityField, 'name' | 'type'>,
  values: readonly Value[],
): TemporalEncoding | undefined {
  const some = values.filter((value) => value !== null);
  if (some.length === 0 || field.type === 'boolean') return undefined;
  const encoding = encodingOf(field, some);
  const said = field.type === 'date' ? 'iso-date' : field.type === 'datetime' ? 'iso-datetime' : '';
  return encoding === said ? undefined : encoding;
}

function encodingOf(
  field: Pick<EntityField, 'name' | 'type'>,
  values: readonly Value[],
): TemporalEncoding | undefined {
  const words = splitName(field.name);
  const isYear = words.some((word) => YEAR_WORDS.has(word));
  if (values.every((value) => typeof value === 'string')) {
    const texts = values.map((text) => text.trim());
    if (texts.every((text) => ISO_DATE.test(text) && isDay(text))) return 'iso-date';
    const times = texts.every(
      (text) => (ISO_DATETIME.test(text) || ISO_DATE.test(text)) && isDay(text.slice(0, 10)),
    );
    if (times) return 'iso-datetime';
    return isYear && texts.every((text) => YEAR.test(text)) ? 'year' : undefined;
  }
  if (!values.every((value) => typeof value === 'number')) return undefined;
  if (isYear && values.every((value) => YEAR.test(String(value)))) return 'year';
  const declared = field.type === 'date' || field.type === 'datetime';
  if (!declared && !words.some((word) => TIME_WORDS.has(word))) return undefined;
  if (values.every((value) => value >= FIRST_SECOND && value <= LAST_SECOND)) return 'unix-seconds';
  const inMilliseconds = values.every(
    (value) => value >= FIRST_SECOND * 1000 && value <= LAST_SECOND * 1000,
  );
  return inMilliseconds ? 'unix-milliseconds' : undefined;
}

/** False for 2023-02-30. */
function isDay(text: string): boolean {
  const date = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text);
}
