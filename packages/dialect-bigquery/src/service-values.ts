import { exactNumber, parseJsonWithoutLoss } from '@momq/core/execution';
import type { FieldType, Value } from '@momq/dialect';

/** A column as the service describes it. */
export interface ServiceField {
  readonly name: string;
  readonly type: string;
  readonly mode?: string;
  readonly description?: string;
  readonly fields?: readonly ServiceField[];
}

/** A value as the service writes it: text, a list of values, or a record of them. */
export type ServiceValue =
  | string
  | null
  | readonly { readonly v: ServiceValue }[]
  | { readonly f: readonly { readonly v: ServiceValue }[] };

/** Names of types in the service's interface and in GoogleSQL. */
const NAMES: Readonly<Record<string, string>> = {
  INTEGER: 'INT64',
  FLOAT: 'FLOAT64',
  BOOLEAN: 'BOOL',
  RECORD: 'STRUCT',
};

const FIELD_TYPES: Readonly<Record<string, FieldType>> = {
  INT64: 'integer',
  FLOAT64: 'real',
  NUMERIC: 'real',
  BIGNUMERIC: 'real',
  BOOL: 'boolean',
  STRING: 'text',
  DATE: 'date',
  DATETIME: 'datetime',
  TIMESTAMP: 'datetime',
};

/** The type as GoogleSQL spells it: `ARRAY<STRUCT<a INT64>>`. */
export function nativeTypeOf({ type, mode, fields = [] }: ServiceField): string {
  const name = NAMES[type] ?? type;
  const parts = fields.map((field) => `${field.name} ${nativeTypeOf(field)}`).join(', ');
  const whole = name === 'STRUCT' ? `STRUCT<${parts}>` : name;
  return mode === 'REPEATED' ? `ARRAY<${whole}>` : whole;
}

/** Coarse type of a column. */
export function serviceFieldType(field: ServiceField): FieldType {
  return FIELD_TYPES[nativeTypeOf(field)] ?? 'other';
}

/** A value without loss, as the embedded engine gives it. */
export function valueOfService(value: ServiceValue, field: ServiceField): Value {
  if (value === null) return null;
  if (field.mode === 'REPEATED') {
    const { mode: _mode, ...element } = field;
    const list = Array.isArray(value) ? (value as readonly { readonly v: ServiceValue }[]) : [];
    return list.map(({ v }) => valueOfService(v, element));
  }
  if (typeof value === 'object') {
    const parts = 'f' in value ? value.f : [];
    return Object.fromEntries(
      (field.fields ?? []).map((each, place) => [
        each.name,
        valueOfService(parts[place]?.v ?? null, each),
      ]),
    );
  }
  return scalar(value, NAMES[field.type] ?? field.type);
}

function scalar(text: string, type: string): Value {
  switch (type) {
    case 'INT64':
    case 'FLOAT64':
    case 'NUMERIC':
    case 'BIGNUMERIC':
      return exactNumber(text.replace(/^(-?)inf(inity)?$/i, '$1Infinity'));
    case 'BOOL':
      return text === 'true';
    case 'BYTES':
      return `\\x${Buffer.from(text, 'base64').toString('hex')}`;
    case 'DATETIME':
      return text.replace('T', ' ');
    case 'TIMESTAMP':
      return timestamp(text);
    case 'JSON':
      return parseJsonWithoutLoss(text);
    default:
      return text;
  }
}

/** Microseconds since 1970, or seconds with a point from services that do not know how to be asked for those. */
function timestamp(text: string): string {
  const [seconds = '0', behind = ''] = text.split('.');
  const micros = /^-?\d+$/.test(text)
    ? BigInt(text)
    : BigInt(seconds) * 1_000_000n +
      BigInt(behind.slice(0, 6).padEnd(6, '0')) * (text.startsWith('-') ? -1n : 1n);
  const rest = ((micros % 1_000_000n) + 1_000_000n) % 1_000_000n;
  const whole = new Date(Number((micros - rest) / 1000n)).toISOString();
  const fraction =
    rest === 0n
      ? ''
      : `.${String(rest)
          .padStart(6, '0')
          .replace(/(?:000)$/, '')}`;
  return `${whole.slice(0, 10)} ${whole.slice(11, 19)}${fraction}+00`;
}
