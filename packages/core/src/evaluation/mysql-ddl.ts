import { DatabaseOpenError } from '../errors/momq-error.js';
import type { Entity, EntityField, FieldType, Link } from '../schema/database-schema.js';

const identifier = '`([^`]+)`';
const createTable = new RegExp(`CREATE TABLE (?:IF NOT EXISTS )?(?:${identifier}\\.)?${identifier} \\(\\n([\\s\\S]*?)\\n\\)[^;]*;`, 'gi');
const column = new RegExp(`^${identifier}\\s+([A-Za-z]+(?:\\s*\\([^)]*\\))?)`);
const primaryKey = /^PRIMARY KEY \((.+)\)$/i;
const foreignKey = new RegExp(`^FOREIGN KEY \\((.+)\\) REFERENCES (?:${identifier}\\.)?${identifier} \\((.+?)\\)`, 'i');
const otherConstraint = /^(UNIQUE|INDEX|KEY|CHECK|CONSTRAINT)\b/i;

/** {@link FieldType} of a MySQL type name, without its length: `VARCHAR` → `text`. */
function fieldType(nativeType: string): FieldType {
  const name = nativeType.replace(/\s*\(.*$/, '').toUpperCase();
  if (/^(TINY|SMALL|MEDIUM|BIG)?INT(EGER)?$|^YEAR$/.test(name)) return 'integer';
  if (/^(REAL|FLOAT|DOUBLE|NUMERIC|DECIMAL)$/.test(name)) return 'real';
  if (/^(VAR)?CHAR$|TEXT$|^ENUM$/.test(name)) return 'text';
  if (/^BOOL(EAN)?$/.test(name)) return 'boolean';
  if (name === 'DATE') return 'date';
  if (name === 'DATETIME' || name === 'TIMESTAMP') return 'datetime';
  return 'other';
}

function names(list: string): string[] {
  return [...list.matchAll(/`([^`]+)`/g)].map((match) => match[1]!);
}

/**
 * Reads the `CREATE TABLE` statements of a plain MySQL script: back-quoted names, one column or constraint a line.
 * A foreign key becomes a link called `<table>.<first column>`, with `_2`, `_3` … where that name is taken.
 *
 * @param name - what the script is called in messages, usually its path.
 * @throws {@link DatabaseOpenError} when there is no table, a line is not understood, or a key names an unknown table or column.
 */
export function parseMysqlDdl(text: string, name: string): { entities: Entity[]; links: Link[] } {
  const entities: Entity[] = [];
  const links: Link[] = [];
  for (const [, , table, body] of text.replaceAll('\r\n', '\n').matchAll(createTable)) {
    const fields: EntityField[] = [];
    let keys: string[] = [];
    for (const rawLine of body!.split('\n')) {
      const line = rawLine.trim().replace(/,$/, '');
      const asColumn = column.exec(line);
      const asForeignKey = foreignKey.exec(line);
      if (asColumn) {
        fields.push({ name: asColumn[1]!, type: fieldType(asColumn[2]!), nativeType: asColumn[2]! });
      } else if (primaryKey.test(line)) {
        keys = names(line);
      } else if (asForeignKey) {
        const from = names(asForeignKey[1]!);
        links.push({
          name: uniqueName(`${table}.${from[0]}`, links),
          from: { entity: table!, fields: from },
          to: { entity: asForeignKey[3]!, fields: names(asForeignKey[4]!) },
          fields: [],
        });
      } else if (line !== '' && !otherConstraint.test(line)) {
        throw new DatabaseOpenError(`${name}: expected a column or a key in table ${table}, got: ${line}.`);
      }
    }
    entities.push({
      name: table!,
      fields: fields.map((field) => (keys.includes(field.name) ? { ...field, primaryKey: true } : field)),
    });
  }
  if (entities.length === 0) {
    throw new DatabaseOpenError(`${name}: expected CREATE TABLE statements with back-quoted names, got none.`);
  }
  return { entities, links: links.map((link) => resolveLink(link, entities, name)) };
}

function uniqueName(name: string, links: readonly Link[]): string {
  let unique = name;
  for (let count = 2; links.some((link) => link.name === unique); count += 1) unique = `${name}_${count}`;
  return unique;
}

/** Spells both ends as their tables do: MySQL ignores the case of names in keys. */
function resolveLink(link: Link, entities: readonly Entity[], name: string): Link {
  const end = (side: Link['from']): Link['from'] => {
    const entity = findName(entities, side.entity);
    if (!entity) throw new DatabaseOpenError(`${name}: expected a known table in the key ${link.name}, got ${side.entity}.`);
    const fields = side.fields.map((wanted) => {
      const field = findName(entity.fields, wanted);
      if (!field) throw new DatabaseOpenError(`${name}: expected a column of ${entity.name} in the key ${link.name}, got ${wanted}.`);
      return field.name;
    });
    return { entity: entity.name, fields };
  };
  return { ...link, from: end(link.from), to: end(link.to) };
}

function findName<T extends { readonly name: string }>(items: readonly T[], name: string): T | undefined {
  return items.find((item) => item.name === name) ?? items.find((item) => item.name.toLowerCase() === name.toLowerCase());
}
