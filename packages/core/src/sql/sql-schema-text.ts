import type { DatabaseSchema } from '@momq/dialect';
import { quoteEntity, quoteIdentifier } from './identifier-quoting.js';
import type { IdentifierRules } from './identifier-quoting.js';

/**
 * The schema as compact CREATE TABLE text, one table a line, without rows:
 * `CREATE TABLE booking (id integer PRIMARY KEY, room_id integer REFERENCES room (id));`
 */
export function renderSqlSchema(schema: DatabaseSchema, identifiers: IdentifierRules): string {
  const name = (identifier: string): string => quoteIdentifier(identifier, identifiers);
  const list = (fields: readonly string[]): string => fields.map(name).join(', ');
  const table = (entity: string): string =>
    quoteEntity(
      schema.entities.find((candidate) => candidate.name === entity) ?? { name: entity },
      identifiers,
    );
  return schema.entities
    .map((entity) => {
      const keys = entity.fields
        .filter((field) => field.primaryKey === true)
        .map((field) => field.name);
      const links = schema.links.filter((link) => link.from.entity === entity.name);
      const columns = entity.fields.map((field) => {
        const target = links.find(
          (link) => link.from.fields.length === 1 && link.from.fields[0] === field.name,
        );
        const key = keys.length === 1 && keys[0] === field.name ? ' PRIMARY KEY' : '';
        const reference =
          target === undefined
            ? ''
            : ` REFERENCES ${table(target.to.entity)} (${list(target.to.fields)})`;
        return `${name(field.name)} ${field.nativeType ?? field.type}${key}${reference}`;
      });
      const tableKeys = [
        ...(keys.length > 1 ? [`PRIMARY KEY (${list(keys)})`] : []),
        ...links
          .filter((link) => link.from.fields.length > 1)
          .map(
            (link) =>
              `FOREIGN KEY (${list(link.from.fields)}) REFERENCES ${table(link.to.entity)} (${list(link.to.fields)})`,
          ),
      ];
      return `CREATE TABLE ${quoteEntity(entity, identifiers)} (${[...columns, ...tableKeys].join(', ')});`;
    })
    .join('\n');
}
