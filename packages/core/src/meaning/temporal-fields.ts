import type { DatabaseSchema, EntityField, FieldReference } from '@momq/dialect';
import { splitName } from '../linking/split-name.js';

/**
 * How a field holds time: `day` and `moment` as dates and timestamps or as their ISO text, `seconds` and `milliseconds` since 1970 as
 * numbers, `year` as a number; `named`: text that nothing is known of but a name that speaks of time.
 */
export type TemporalKind = 'day' | 'moment' | 'seconds' | 'milliseconds' | 'year' | 'named';

const timeWords = new Set(
  (
    'date dates datetime day days time times timestamp year years yr month months week hour since until when from to at on ' +
    'born birth birthday birthdate dob death created updated modified deleted opened closed started ended start end begin finish ' +
    'joined hired founded established launched published released issued due expiry expires expiration arrival departure check ' +
    'checkin checkout login logon seen visited purchased ordered paid shipped delivered registered signed period season'
  ).split(' '),
);

/** How the field holds time; undefined for one that holds none. */
export function temporalKind(
  schema: DatabaseSchema,
  { entity, field }: Pick<FieldReference, 'entity' | 'field'>,
): TemporalKind | undefined {
  const owner =
    schema.entities.find(({ name }) => name === entity) ??
    schema.links.find(({ name }) => name === entity);
  const found = owner?.fields.find(({ name }) => name === field);
  return found === undefined ? undefined : kindOf(found);
}

function kindOf({ name, type, temporal }: EntityField): TemporalKind | undefined {
  switch (temporal) {
    case 'iso-date':
      return 'day';
    case 'iso-datetime':
      return 'moment';
    case 'unix-seconds':
      return 'seconds';
    case 'unix-milliseconds':
      return 'milliseconds';
    case 'year':
      return 'year';
    case undefined:
      break;
  }
  if (type === 'date') return 'day';
  if (type === 'datetime') return 'moment';
  const words = splitName(name);
  if (type === 'integer' || type === 'real')
    return words.includes('year') || words.includes('yr') ? 'year' : undefined;
  const speaksOfTime = words.some((word) => timeWords.has(word));
  return speaksOfTime && (type === 'text' || type === 'other') ? 'named' : undefined;
}
