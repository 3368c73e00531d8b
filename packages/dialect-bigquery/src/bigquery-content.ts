import type { DatabaseContent, DatabaseSchema, FieldType, Value } from '@momq/dialect';
import { fittedSchema } from '@momq/core/sql';
import { TYPE } from './bigquery-values.js';
import type { ZetaParameter, ZetaTable, ZetaType, ZetaValue } from './zetasql-engine.js';

/** Plain data as tables of ZetaSQL, and the schema that results. */
export interface BigqueryContent {
  readonly schema: DatabaseSchema;
  readonly tables: readonly ZetaTable[];
}

/** Builds tables of plain data. @throws DatabaseOpenError when a row has not one value a field */
export function renderBigqueryContent(content: DatabaseContent): BigqueryContent {
  const schema = fittedSchema(content, nativeType);
  const tables = schema.entities.map(({ name, fields }): ZetaTable => {
    const columns = fields.map((field) => ({
      name: field.name,
      type: { typeKind: kindOf(field.nativeType ?? '') },
    }));
    const rows = (content.rows[name] ?? []).map((row) =>
      row.map((value, place) => zetaValue(value, columns[place]?.type.typeKind ?? TYPE.string)),
    );
    return { name, columns, rows };
  });
  return { schema, tables };
}

function nativeType(type: FieldType, values: readonly Value[]): string {
  switch (type) {
    case 'integer': {
      const fits = values.every(
        (value) => typeof value !== 'bigint' || BigInt.asIntN(64, value) === value,
      );
      return fits ? 'INT64' : 'STRING';
    }
    case 'real':
      return 'FLOAT64';
    case 'boolean':
      return 'BOOL';
    case 'date':
      return 'DATE';
    case 'datetime':
      return 'DATETIME';
    case 'text':
    case 'other':
      return 'STRING';
  }
}

function kindOf(native: string): number {
  switch (native) {
    case 'INT64':
      return TYPE.int64;
    case 'FLOAT64':
      return TYPE.double;
    case 'BOOL':
      return TYPE.bool;
    case 'DATE':
      return TYPE.date;
    case 'DATETIME':
      return TYPE.datetime;
    default:
      return TYPE.string;
  }
}

function zetaValue(value: Value, kind: number): ZetaValue {
  if (value === null) return {};
  switch (kind) {
    case TYPE.int64:
      return { int64Value: String(value) };
    case TYPE.double:
      return { doubleValue: Number(value) };
    case TYPE.bool:
      return { boolValue: value === true || value === 1 };
    case TYPE.date:
      return { dateValue: Math.round(Date.parse(`${String(value)}T00:00:00Z`) / 86_400_000) };
    case TYPE.datetime:
      return datetimeValue(String(value));
    default:
      return { stringValue: typeof value === 'object' ? JSON.stringify(value) : String(value) };
  }
}

function datetimeValue(text: string): ZetaValue {
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = text
    .split(/[-T :.]/)
    .map(Number);
  const [, digits = ''] = /\.(\d+)$/.exec(text) ?? [];
  const sizes = [4, 5, 5, 6, 6] as const;
  const bits = [month, day, hour, minute, second].reduce(
    (packed, part, place) => (packed << BigInt(sizes[place] ?? 0)) | BigInt(part),
    BigInt(year),
  );
  return {
    datetimeValue: { bits: String(bits), nanos: Number(digits.slice(0, 9).padEnd(9, '0')) },
  };
}

/** Bytes of a value as BigQuery counts them: two and the text's own for text, eight for the rest, one for BOOL. */
export function bytesOf(value: ZetaValue): number {
  if (value.stringValue !== undefined) return 2 + Buffer.byteLength(value.stringValue);
  if (value.boolValue !== undefined) return 1;
  return Object.keys(value).length === 0 ? 0 : 8;
}

/** A value of a placeholder with the type that it has by itself; text also goes where BigQuery wants a date. */
export function zetaParameter(value: Value, name: string): ZetaParameter {
  const type = typeOf(value);
  return { name, type, value: parameterValue(value, type) };
}

function typeOf(value: Value): ZetaType {
  if (typeof value === 'bigint') return { typeKind: TYPE.int64 };
  if (typeof value === 'number')
    return { typeKind: Number.isSafeInteger(value) ? TYPE.int64 : TYPE.double };
  if (typeof value === 'boolean') return { typeKind: TYPE.bool };
  if (Array.isArray(value)) {
    const elements = (value as readonly Value[]).filter((element) => element !== null);
    const types = elements.map(typeOf);
    const real = types.find(({ typeKind }) => typeKind === TYPE.double);
    return {
      typeKind: TYPE.array,
      arrayType: { elementType: real ?? types[0] ?? { typeKind: TYPE.string } },
    };
  }
  if (typeof value === 'object' && value !== null) {
    const field = Object.entries(value).map(([fieldName, part]) => ({
      fieldName,
      fieldType: typeOf(part as Value),
    }));
    return { typeKind: TYPE.struct, structType: { field } };
  }
  return { typeKind: TYPE.string };
}

function parameterValue(value: Value, type: ZetaType): ZetaValue {
  if (type.arrayType !== undefined && Array.isArray(value)) {
    const { elementType } = type.arrayType;
    const element = (value as readonly Value[]).map((each) => parameterValue(each, elementType));
    return { arrayValue: { element } };
  }
  if (type.structType?.field !== undefined && typeof value === 'object' && value !== null) {
    const parts = Object.values(value) as Value[];
    const field = type.structType.field.map(({ fieldType }, place) =>
      parameterValue(parts[place] ?? null, fieldType),
    );
    return { structValue: { field } };
  }
  return zetaValue(value, type.typeKind ?? TYPE.string);
}
