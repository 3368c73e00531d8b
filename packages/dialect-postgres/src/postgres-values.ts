import type { FieldType, Value } from '@momq/dialect';

/*
 * Object identifiers of types, from pg_type.dat. Everything that is not here stays the text that the server sends;
 * dates and times are ISO 8601 text that way.
 */
const BOOL = 16;
const BYTEA = 17;
const INT8 = 20;
const INT2 = 21;
const INT4 = 23;
const OID = 26;
const JSON_TYPES = [114, 3802];
const FLOAT4 = 700;
const FLOAT8 = 701;
const NUMERIC = 1700;

/** Element type of the array types that are read into arrays. */
const ARRAY_ELEMENTS: ReadonlyMap<number, number> = new Map([
  [1000, BOOL],
  [1005, INT2],
  [1007, INT4],
  [1016, INT8],
  [1021, FLOAT4],
  [1022, FLOAT8],
  [1231, NUMERIC],
  [1009, 25],
  [1015, 1043],
  [1002, 18],
  [1014, 1042],
  [1182, 1082],
  [1115, 1114],
  [1185, 1184],
]);

/**
 * A value from its text form. Whole numbers beyond 2^53 are `bigint`, fractions of `numeric` the nearest double.
 *
 * @param oid - type of the column
 */
export function postgresValue(text: string | null, oid: number): Value {
  if (text === null) return null;
  const element = ARRAY_ELEMENTS.get(oid);
  if (element !== undefined) return parseArray(text, element);
  if (JSON_TYPES.includes(oid)) return JSON.parse(text) as Value;
  switch (oid) {
    case BOOL:
      return text === 't' || text === 'true';
    case BYTEA:
      return text.replace(/^\\x/, '');
    case INT2:
    case INT4:
    case OID:
    case FLOAT4:
    case FLOAT8:
      return Number(text);
    case INT8:
    case NUMERIC:
      return number(text);
    default:
      return text;
  }
}

/** Coarse type of a column from the name of its type in `pg_type`. */
export function postgresFieldType(name: string, isEnum: boolean): FieldType {
  if (isEnum) return 'text';
  if (/^int[248]$|^oid$/.test(name)) return 'integer';
  if (/^float[48]$|^numeric$|^money$/.test(name)) return 'real';
  if (name === 'bool') return 'boolean';
  if (name === 'date') return 'date';
  if (/^timestamp(tz)?$/.test(name)) return 'datetime';
  if (/^(text|varchar|bpchar|char|name|uuid|citext)$/.test(name)) return 'text';
  return 'other';
}

function number(text: string): number | bigint {
  const value = Number(text);
  return /^-?\d+$/.test(text) && !Number.isSafeInteger(value) ? BigInt(text) : value;
}

/** Array text such as `{a,"b, c",NULL,{…}}`. */
function parseArray(text: string, element: number): readonly Value[] {
  let position = text.indexOf('{');
  const list = (): readonly Value[] => {
    const items: Value[] = [];
    position += 1;
    while (text[position] !== '}') {
      if (text[position] === ',') position += 1;
      else if (text[position] === '{') items.push(list());
      else if (text[position] === '"') items.push(postgresValue(quoted(), element));
      else items.push(bare());
    }
    position += 1;
    return items;
  };
  const quoted = (): string => {
    let value = '';
    for (position += 1; text[position] !== '"'; position += 1) {
      if (text[position] === '\\') position += 1;
      value += text[position];
    }
    position += 1;
    return value;
  };
  const bare = (): Value => {
    const end = text.slice(position).search(/[,}]/) + position;
    const value = text.slice(position, end);
    position = end;
    return value === 'NULL' ? null : postgresValue(value, element);
  };
  return list();
}
