import type { DatabaseSchema, EntityField, FieldType } from '@momq/dialect';
import { relationshipsOf, schemaRemarks } from '@momq/core/graph';
import { quoteName } from './language/names.js';

const spelling: Readonly<Record<FieldType, string>> = {
  text: 'string',
  integer: 'int',
  real: 'double',
  boolean: 'bool',
  date: 'date',
  datetime: 'datetime',
  other: 'string',
};

/** Tags, edge types and which tags they join. */
export function renderNgqlSchema(schema: DatabaseSchema): string {
  const tags = schema.entities.map(
    ({ name, fields }) => `TAG ${quoteName(name)}(${properties(fields)})`,
  );
  const edges = relationshipsOf(schema).map(
    ({ name, from, to, fields }) =>
      `EDGE ${quoteName(name)}(${properties(fields)}) FROM ${quoteName(from.entity)} TO ${quoteName(to.entity)}`,
  );
  const remarks = schemaRemarks(schema);
  return [...tags, ...edges, ...(remarks.length > 0 ? ['Remarks:', ...remarks] : [])].join('\n');
}

function properties(fields: readonly EntityField[]): string {
  return fields.map(({ name, type }) => `${quoteName(name)} ${spelling[type]}`).join(', ');
}
