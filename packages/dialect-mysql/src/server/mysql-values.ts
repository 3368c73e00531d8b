import type { FieldType, Value } from '@momq/dialect';
import { exactNumber } from '@momq/core/execution';

/** What the driver tells of a column: MySQL's type number, its flags, its character set and its length. */
export interface ColumnFacts {
  readonly columnType?: number | undefined;
  readonly type?: number | undefined;
  readonly flags?: number | readonly string[] | undefined;
  readonly characterSet?: number | undefined;
  readonly columnLength?: number | undefined;
}

/** Type numbers of MySQL's protocol (https://dev.mysql.com/doc/dev/mysql-server/latest/field__types_8h.html). */
const TYPES: Readonly<Record<number, FieldType>> = {
  0: 'real',
  1: 'integer',
  2: 'integer',
  3: 'integer',
  4: 'real',
  5: 'real',
  7: 'datetime',
  8: 'integer',
  9: 'integer',
  10: 'date',
  12: 'datetime',
  13: 'integer',
  14: 'date',
  15: 'text',
  246: 'real',
  247: 'text',
  248: 'text',
  249: 'text',
  250: 'text',
  251: 'text',
  252: 'text',
  253: 'text',
  254: 'text',
};
const BIT = 16;
const GEOMETRY = 255;
const BLOBS = new Set([249, 250, 251, 252, 253, 254, 15]);
/** The character set `binary`. */
const BINARY = 63;

/** How values of a column are read: its coarse type, and whether they are bytes. */
export interface ColumnReading {
  readonly fieldType: FieldType;
  readonly bytes: boolean;
  readonly number: 'integer' | 'real' | 'bits' | undefined;
}

/** What the driver says of a column, as the pack reads its values. */
export function columnReading(facts: ColumnFacts): ColumnReading {
  const type = facts.columnType ?? facts.type ?? -1;
  const bytes = type === GEOMETRY || (BLOBS.has(type) && facts.characterSet === BINARY);
  const fieldType = bytes ? 'other' : (TYPES[type] ?? 'other');
  const number =
    type === BIT ? 'bits' : fieldType === 'integer' || fieldType === 'real' ? fieldType : undefined;
  return { fieldType: type === BIT ? 'integer' : fieldType, bytes, number };
}

/** A value as the driver gives it: raw bytes of the text protocol, or what it made of the binary one. */
export type DriverValue = Buffer | string | number | bigint | null;

/**
 * A value as rows have it: integers beyond 2^53 are `bigint`, decimals that a double does not hold stay text, bytes are
 * hexadecimal text behind `\x`.
 */
export function mysqlValue(raw: DriverValue, { bytes, number }: ColumnReading): Value {
  if (raw === null || typeof raw === 'number') return raw;
  if (typeof raw === 'bigint') return whole(raw);
  if (bytes || number === 'bits') {
    const hex = (typeof raw === 'string' ? Buffer.from(raw) : raw).toString('hex');
    return bytes ? `\\x${hex}` : whole(BigInt(`0x${hex || '0'}`));
  }
  const text = typeof raw === 'string' ? raw : raw.toString('utf8');
  return number === undefined ? text : exactNumber(text);
}

function whole(value: bigint): Value {
  const isSafe =
    value <= BigInt(Number.MAX_SAFE_INTEGER) && value >= BigInt(Number.MIN_SAFE_INTEGER);
  return isSafe ? Number(value) : value;
}
