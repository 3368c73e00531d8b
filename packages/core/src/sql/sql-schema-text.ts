import type { DatabaseSchema } from '@momq/dialect';
import { entityRemarks, fieldRemarks } from '../packs/schema-remarks.js';
import { quoteEntity, quoteIdentifier, quoteText } from './identifier-quoting.js';
import type { IdentifierRules } from './identifier-quoting.js';

/**
 * The schema as compact CREATE TABLE text, one table a line, and in comments what else is known: kind, what people wrote,
 * other names, and allowed or sample values with what they stand for.
 * `CREATE TABLE booking (id integer PRIMARY KEY, state text NOT NULL /* one of 'open', 'paid' *\/, room_id integer REFERENCES room (id));`
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
        const required = field.nullable === false && key === '' ? ' NOT NULL' : '';
        return `${name(field.name)} ${field.nativeType ?? field.type}${key}${required}${reference}${remark(fieldRemarks(field, quoteText))}`;
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
      return `CREATE TABLE ${quoteEntity(entity, identifiers)}${remark(entityRemarks(entity))} (${[...columns, ...tableKeys].join(', ')});`;
    })
    .join('\n');
}

/** A comment on one line, which nothing inside ends. */
function remark(parts: readonly string[]): string {
  const text = parts.join('; ').replaceAll('*/', '* /').replaceAll(/\s+/g, ' ').trim();
  return text === '' ? '' : ` /* ${text} */`;
}
