import type { FieldType } from '@momq/dialect';

/** Type affinity rules of https://www.sqlite.org/datatype3.html §3.1, with names of times before them. */
export function sqliteFieldType(declared: string): FieldType {
  const type = declared.toUpperCase();
  if (/DATETIME|TIMESTAMP/.test(type)) return 'datetime';
  if (/\bDATE\b/.test(type)) return 'date';
  if (/BOOL/.test(type)) return 'boolean';
  if (/INT|\bYEAR\b/.test(type)) return 'integer';
  if (/CHAR|CLOB|TEXT/.test(type)) return 'text';
  if (/REAL|FLOA|DOUB|NUM|DEC/.test(type)) return 'real';
  return type === '' ? 'text' : 'other';
}
