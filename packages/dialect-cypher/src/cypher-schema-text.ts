import type { DatabaseSchema, EntityField, FieldType } from '@momq/dialect';
import { quoteName, relationshipsOf, schemaRemarks } from '@momq/core/graph';

const spelling: Readonly<Record<FieldType, string>> = {
  text: 'STRING',
  integer: 'INTEGER',
  real: 'FLOAT',
  boolean: 'BOOLEAN',
  date: 'DATE',
  datetime: 'DATETIME',
  other: 'ANY',
};

/** Node properties and relationships in the form that Neo4j's own tools print. */
export function renderCypherSchema(schema: DatabaseSchema): string {
  const nodes = schema.entities.map(
    ({ name, fields }) => `(:${quoteName(name)}${properties(fields)})`,
  );
  const relationships = relationshipsOf(schema).map(
    ({ name, from, to, fields }) =>
      `(:${quoteName(from.entity)})-[:${quoteName(name)}${properties(fields)}]->(:${quoteName(to.entity)})`,
  );
  const remarks = schemaRemarks(schema);
  return [
    'Nodes:',
    ...nodes,
    'Relationships:',
    ...relationships,
    ...(remarks.length > 0 ? ['Remarks:', ...remarks] : []),
  ].join('\n');
}

function properties(fields: readonly EntityField[]): string {
  if (fields.length === 0) return '';
  return ` {${fields.map(({ name, type }) => `${quoteName(name)}: ${spelling[type]}`).join(', ')}}`;
}
