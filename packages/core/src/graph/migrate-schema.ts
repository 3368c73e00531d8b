import type { DatabaseSchema } from '@momq/dialect';
import { relationshipNames } from './relationship-names.js';

/**
 * The graph schema of a relational one: table → node label, column → property, foreign key → relationship type from
 * the referencing to the referenced label (see `relationshipNames`). Columns of foreign keys stay properties
 * too. A schema of family `graph` is returned as it is.
 */
export function relationalToGraphSchema(schema: DatabaseSchema): DatabaseSchema {
  if (schema.family === 'graph') return schema;
  const names = relationshipNames(schema);
  return {
    name: schema.name,
    family: 'graph',
    entities: schema.entities,
    ...(schema.notes && { notes: schema.notes }),
    links: schema.links.map((link) => ({
      name: names.get(link.name) ?? link.name,
      from: { entity: link.from.entity, fields: [] },
      to: { entity: link.to.entity, fields: [] },
      fields: [],
      ...(link.inferred === true && { inferred: true }),
    })),
  };
}
