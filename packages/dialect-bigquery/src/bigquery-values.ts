import { exactNumber, parseJsonWithoutLoss } from '@momq/core/execution';
import type { FieldType, Value } from '@momq/dialect';
import type { ZetaType, ZetaValue } from './zetasql-engine.js';

/** Kinds of types by their numbers in `zetasql.TypeKind`. */
export const TYPE = {
  int64: 2,
  bool: 5,
  double: 7,
  string: 8,
  bytes: 9,
  date: 10,
  array: 16,
  struct: 17,
  timestamp: 19,
  time: 20,
  datetime: 21,
  numeric: 23,
  bignumeric: 24,
  json: 26,
  interval: 27,
} as const;

const FIELD_TYPES = new Map<number, FieldType>([
  [TYPE.int64, 'integer'],
  [TYPE.bool, 'boolean'],
  [TYPE.double, 'real'],
  [TYPE.numeric, 'real'],
  [TYPE.bignumeric, 'real'],
  [TYPE.string, 'text'],
  [TYPE.date, 'date'],
  [TYPE.timestamp, 'datetime'],
  [TYPE.datetime, 'datetime'],
]);

const DAY_MS = 86_400_000;

/** Coarse type of a column. */
export function zetaFieldType({ typeKind = 0 }: ZetaType): FieldType {
  return FIELD_TYPES.get(typeKind) ?? 'other';
}

/**
 * A value of ZetaSQL without loss: INT64 beyond 2^53 as `bigint`, NUMERIC that a double does not hold as text, dates and times as
 * BigQuery writes them, bytes as hexadecimal text behind `\x`, arrays as lists, structs as objects.
 */
export function valueOfZeta(value: ZetaValue, type: ZetaType): Value {
  const [member] = Object.keys(value);
  if (member === undefined) return null;
  switch (type.typeKind) {
    case TYPE.int64:
      return exactNumber(value.int64Value ?? '0');
    case TYPE.bool:
      return value.boolValue ?? false;
    case TYPE.double:
      return value.doubleValue ?? 0;
    case TYPE.bytes:
      return `\\x${Buffer.from(value.bytesValue ?? []).toString('hex')}`;
    case TYPE.date:
      return isoDate((value.dateValue ?? 0) * DAY_MS);
    case TYPE.timestamp: {
      const { seconds = '0', nanos = 0 } = value.timestampValue ?? {};
      const milliseconds = Number(seconds) * 1000;
      return `${isoDate(milliseconds)} ${new Date(milliseconds).toISOString().slice(-13, -5)}${fraction(nanos)}+00`;
    }
    case TYPE.datetime: {
      const { bits = '0', nanos = 0 } = value.datetimeValue ?? {};
      const packed = BigInt(bits);
      const part = (shift: bigint, size: bigint): number =>
        Number((packed >> shift) & ((1n << size) - 1n));
      const day = `${padded(Number(packed >> 26n), 4)}-${padded(part(22n, 4n), 2)}-${padded(part(17n, 5n), 2)}`;
      return `${day} ${clock(packed)}${fraction(nanos)}`;
    }
    case TYPE.time: {
      const packed = BigInt(value.timeValue ?? '0');
      return `${clock(packed >> 30n)}${fraction(Number(packed & ((1n << 30n) - 1n)))}`;
    }
    case TYPE.numeric:
      return exactNumber(decimal(value.numericValue, 9));
    case TYPE.bignumeric:
      return exactNumber(decimal(value.bignumericValue, 38));
    case TYPE.json:
      return parseJsonWithoutLoss(value.jsonValue ?? 'null');
    case TYPE.interval:
      return interval(value.intervalValue);
    case TYPE.array: {
      const element = type.arrayType?.elementType ?? {};
      return (value.arrayValue?.element ?? []).map((each) => valueOfZeta(each, element));
    }
    case TYPE.struct:
      return structValue(value, type);
    default:
      return value.stringValue ?? '';
  }
}

/** Fields without a name, or with one that another has, go by their place. */
function structValue(value: ZetaValue, type: ZetaType): Value {
  const object: Record<string, Value> = {};
  (type.structType?.field ?? []).forEach(({ fieldName = '', fieldType }, place) => {
    const name = fieldName === '' || Object.hasOwn(object, fieldName) ? `_${place}` : fieldName;
    object[name] = valueOfZeta(value.structValue?.field?.[place] ?? {}, fieldType);
  });
  return object;
}

function isoDate(milliseconds: number): string {
  return new Date(milliseconds).toISOString().slice(0, 10);
}

function padded(number: number, size: number): string {
  return String(number).padStart(size, '0');
}

/** Hour, minute and second in the lowest 17 bits. */
function clock(packed: bigint): string {
  const bits = Number(packed & 0x1ffffn);
  return [bits >> 12, (bits >> 6) & 63, bits & 63].map((part) => padded(part, 2)).join(':');
}

function fraction(nanos: number): string {
  return nanos === 0 ? '' : `.${padded(nanos, 9).replace(/(?:000){1,2}$/, '')}`;
}

/** A little-endian number of two's complement, with `scale` digits behind the point. */
function decimal(bytes: Uint8Array = new Uint8Array(), scale: number): string {
  const hex = Buffer.from(bytes).reverse().toString('hex');
  const number = BigInt.asIntN(bytes.length * 8, BigInt(`0x${hex === '' ? '0' : hex}`));
  const digits = String(number < 0n ? -number : number).padStart(scale + 1, '0');
  const behind = digits.slice(-scale).replace(/0+$/, '');
  return `${number < 0n ? '-' : ''}${digits.slice(0, -scale)}${behind === '' ? '' : `.${behind}`}`;
}

/** Months, days and microseconds as BigQuery writes them: `1-2 3 4:5:6.7`. */
function interval(bytes: Uint8Array = new Uint8Array(16)): string {
  const view = Buffer.from(bytes);
  const [micros, days] = [view.readBigInt64LE(0), view.readInt32LE(8)];
  // The highest bit is the sign of the months, the lowest 13 hold parts of a microsecond.
  const packed = view.readUInt32LE(12);
  const months = ((packed & 0x7fffffff) >> 13) * (packed > 0x7fffffff ? -1 : 1);
  const sign = (negative: boolean): string => (negative ? '-' : '');
  const time = micros < 0n ? -micros : micros;
  const seconds = time / 1_000_000n;
  const rest = time % 1_000_000n;
  const behind = rest === 0n ? '' : `.${String(rest).padStart(6, '0').replace(/0+$/, '')}`;
  return [
    `${sign(months < 0)}${Math.floor(Math.abs(months) / 12)}-${Math.abs(months) % 12}`,
    String(days),
    `${sign(micros < 0n)}${seconds / 3600n}:${(seconds / 60n) % 60n}:${seconds % 60n}${behind}`,
  ].join(' ');
}
