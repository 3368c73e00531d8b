import type { Value } from '@momq/dialect';
import { exactNumber, parseJsonWithoutLoss } from '@momq/core/execution';
import type { PostgresTypes } from './postgres-types.js';

/*
 * Object identifiers of types, from pg_type.dat. Everything that is not here stays the text that the server sends: dates and
 * times are ISO 8601 that way, bytes hexadecimal, and ranges, intervals and rows as PostgreSQL writes them.
 */
const BOOL = 16;
const INT8 = 20;
const INT2 = 21;
const INT4 = 23;
const OID = 26;
const JSON_TYPE = 114;
const JSONB = 3802;
const FLOAT4 = 700;
const FLOAT8 = 701;
const NUMERIC = 1700;

/**
 * A value from its text form, without loss: whole numbers beyond 2^53 are `bigint`, decimals that a double does not hold are text,
 * in JSON too.
 *
 * @param oid - type of the column
 * @param types - knows the array types among the columns
 */
export function postgresValue(text: string | null, oid: number, types: PostgresTypes): Value {
  if (text === null) return null;
  switch (oid) {
    case BOOL:
      return text === 't' || text === 'true';
    case INT2:
    case INT4:
    case OID:
    case FLOAT4:
    case FLOAT8:
      return Number(text);
    case INT8:
    case NUMERIC:
      return exactNumber(text);
    case JSON_TYPE:
    case JSONB:
      return parseJsonWithoutLoss(text);
    default: {
      const { element, delimiter = ',' } = types.facts(oid) ?? {};
      return element === undefined
        ? text
        : parseArray(text, delimiter, (item) => postgresValue(item, element, types));
    }
  }
}

/** Array text such as `{a,"b, c",NULL,{…}}`, also with bounds before it: `[0:1]={…}`. */
function parseArray(
  text: string,
  delimiter: string,
  item: (text: string) => Value,
): readonly Value[] {
  let position = text.indexOf('{');
  const list = (): readonly Value[] => {
    const items: Value[] = [];
    position += 1;
    while (position < text.length && text[position] !== '}') {
      if (text[position] === delimiter) position += 1;
      else if (text[position] === '{') items.push(list());
      else if (text[position] === '"') items.push(item(quoted()));
      else items.push(bare());
    }
    position += 1;
    return items;
  };
  const quoted = (): string => {
    let value = '';
    for (position += 1; position < text.length && text[position] !== '"'; position += 1) {
      if (text[position] === '\\') position += 1;
      value += text[position];
    }
    position += 1;
    return value;
  };
  const bare = (): Value => {
    const start = position;
    while (position < text.length && text[position] !== delimiter && text[position] !== '}')
      position += 1;
    const value = text.slice(start, position);
    return value === 'NULL' ? null : item(value);
  };
  return list();
}
