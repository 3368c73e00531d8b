import type { FieldType } from '@momq/dialect';

/** The coarse type of a DuckDB type: `DECIMAL(10,2)` is `real`, lists, structs, maps and bytes are `other`. */
export function fieldType(native: string): FieldType {
  const isNested = native.endsWith(')') && !/^(?:DECIMAL|ENUM)\(/.test(native);
  if (isNested || isList(native)) return 'other';
  const [name = ''] = native.split('(');
  switch (name) {
    case 'TINYINT':
    case 'SMALLINT':
    case 'INTEGER':
    case 'BIGINT':
    case 'HUGEINT':
    case 'UTINYINT':
    case 'USMALLINT':
    case 'UINTEGER':
    case 'UBIGINT':
    case 'UHUGEINT':
      return 'integer';
    case 'DECIMAL':
    case 'DOUBLE':
    case 'FLOAT':
      return 'real';
    case 'BOOLEAN':
      return 'boolean';
    case 'DATE':
      return 'date';
    case 'TIMESTAMP':
    case 'TIMESTAMP_S':
    case 'TIMESTAMP_MS':
    case 'TIMESTAMP_NS':
    case 'TIMESTAMP WITH TIME ZONE':
      return 'datetime';
    case 'VARCHAR':
    case 'ENUM':
    case 'UUID':
    case 'TIME':
      return 'text';
    default:
      return 'other';
  }
}

/** Labels of an enum as its type spells them: `ENUM('a', 'b')`. */
export function enumLabels(native: string): readonly string[] | undefined {
  if (!native.startsWith('ENUM(') || isList(native)) return undefined;
  return [...native.matchAll(/'((?:[^']|'')*)'/g)].map(([, label = '']) =>
    label.replaceAll("''", "'"),
  );
}

/** True for `INTEGER[]`, and for arrays of a fixed length, `INTEGER[3]`. */
function isList(native: string): boolean {
  return native.endsWith(']');
}
