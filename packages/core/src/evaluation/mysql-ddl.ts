import { DatabaseOpenError } from '@momq/dialect';
import type { Entity, EntityField, Link } from '@momq/dialect';
import {
  keyword,
  qualifiedName,
  readTableElement,
  type ForeignKey,
} from './mysql-table-element.js';
import { insideParentheses, mysqlTokens, splitTokens, type MysqlToken } from './mysql-tokens.js';

/** A table as its statement declares it, before its keys are looked up in the other tables. */
interface Table {
  readonly name: string;
  readonly fields: readonly EntityField[];
  readonly primaryKey: readonly string[];
  readonly foreignKeys: readonly ForeignKey[];
}

/**
 * Reads the `CREATE TABLE` statements of a MySQL script: names in back-quotes, double quotes or none, keys in the columns or
 * after them, comments and line breaks anywhere. Other statements are passed over, except that `ALTER TABLE` is refused.
 * A foreign key becomes a link called `<table>.<first column>`, with `_2`, `_3` … where that name is taken.
 *
 * @param name - what the script is called in messages, usually its path.
 * @throws DatabaseOpenError when there is no table, a part is not understood, or a key names an unknown table or column.
 * @remarks Source: https://dev.mysql.com/doc/refman/8.4/en/create-table.html. Differs: a `REFERENCES` in a column makes a
 * foreign key, as in the standard and in MySQL 9.
 */
export function parseMysqlDdl(text: string, name: string): { entities: Entity[]; links: Link[] } {
  const tables: Table[] = [];
  for (const statement of splitTokens(mysqlTokens(text, name), ';')) {
    if (keyword(statement[0]) === 'ALTER' && keyword(statement[1]) === 'TABLE') {
      throw new DatabaseOpenError(
        `${name}: expected columns and keys inside CREATE TABLE, got ${fragment(statement, text)}. Move them there.`,
      );
    }
    if (!isCreateTable(statement)) continue;
    const table = readTable(statement, text, name);
    if (findName(tables, table.name)) {
      throw new DatabaseOpenError(
        `${name}: expected one CREATE TABLE for ${table.name}, got a second one.`,
      );
    }
    tables.push(table);
  }
  if (tables.length === 0) {
    throw new DatabaseOpenError(`${name}: expected CREATE TABLE statements, got none.`);
  }
  return {
    entities: tables.map((table) => toEntity(table, name)),
    links: resolveLinks(tables, name),
  };
}

function isCreateTable(statement: readonly MysqlToken[]): boolean {
  const words = statement.slice(0, 3).map(keyword);
  return (
    words[0] === 'CREATE' &&
    (words[1] === 'TABLE' || (words[1] === 'TEMPORARY' && words[2] === 'TABLE'))
  );
}

function readTable(statement: readonly MysqlToken[], text: string, scriptName: string): Table {
  let position = statement.findIndex((token) => keyword(token) === 'TABLE') + 1;
  if (keyword(statement[position]) === 'IF') position += 3; // IF NOT EXISTS
  const table = qualifiedName(statement, position);
  const list = table && insideParentheses(statement, table.end);
  if (!list) {
    throw new DatabaseOpenError(
      `${scriptName}: expected a table's name and a list of columns in parentheses, got ${fragment(statement, text)}.`,
    );
  }
  const fields: EntityField[] = [];
  const foreignKeys: ForeignKey[] = [];
  let primaryKey: readonly string[] = [];
  for (const part of splitTokens(list, ',')) {
    const element = readTableElement(part, text);
    if (!element) {
      throw new DatabaseOpenError(
        `${scriptName}: expected a column or a key in table ${table.name}, got ${fragment(part, text)}.`,
      );
    }
    if (element.field) fields.push(element.field);
    if (element.primaryKey) primaryKey = element.primaryKey;
    if (element.foreignKey) foreignKeys.push(element.foreignKey);
  }
  return { name: table.name, fields, primaryKey, foreignKeys };
}

/** The line where the tokens start, and their text up to 80 characters. */
function fragment(tokens: readonly MysqlToken[], text: string): string {
  const written = text.slice(tokens[0]!.start, tokens.at(-1)!.end).replace(/\s+/g, ' ');
  const line = text.slice(0, tokens[0]!.start).split('\n').length;
  return `in line ${line}: ${written.length > 80 ? `${written.slice(0, 80)} …` : written}`;
}

function toEntity(table: Table, scriptName: string): Entity {
  const keys = table.primaryKey.map((key) => knownField(table, key, 'the primary key', scriptName));
  return {
    name: table.name,
    fields: table.fields.map((field) =>
      keys.includes(field.name) ? { ...field, primaryKey: true } : field,
    ),
  };
}

/** Spells both ends as their tables do: MySQL ignores the case of names in keys. */
function resolveLinks(tables: readonly Table[], scriptName: string): Link[] {
  const links: Link[] = [];
  for (const from of tables) {
    for (const key of from.foreignKeys) {
      const name = uniqueName(`${from.name}.${key.from[0]}`, links);
      const to = findName(tables, key.table);
      if (!to) {
        throw new DatabaseOpenError(
          `${scriptName}: expected a known table in the key ${name}, got ${key.table}.`,
        );
      }
      const columns = key.columns.length > 0 ? key.columns : to.primaryKey;
      if (columns.length !== key.from.length) {
        throw new DatabaseOpenError(
          `${scriptName}: expected the key ${name} to name as many columns of ${to.name} as of ${from.name} (${key.from.length}), got ${columns.length}.`,
        );
      }
      const spelled = (table: Table, names: readonly string[]): string[] =>
        names.map((column) => knownField(table, column, `the key ${name}`, scriptName));
      links.push({
        name,
        from: { entity: from.name, fields: spelled(from, key.from) },
        to: { entity: to.name, fields: spelled(to, columns) },
        fields: [],
      });
    }
  }
  return links;
}

function uniqueName(name: string, links: readonly Link[]): string {
  let unique = name;
  for (let count = 2; links.some((link) => link.name === unique); count += 1) {
    unique = `${name}_${count}`;
  }
  return unique;
}

function knownField(table: Table, wanted: string, keyName: string, scriptName: string): string {
  const field = findName(table.fields, wanted);
  if (!field) {
    throw new DatabaseOpenError(
      `${scriptName}: expected a column of ${table.name} in ${keyName}, got ${wanted}.`,
    );
  }
  return field.name;
}

function findName<T extends { readonly name: string }>(
  items: readonly T[],
  name: string,
): T | undefined {
  return (
    items.find((item) => item.name === name) ??
    items.find((item) => item.name.toLowerCase() === name.toLowerCase())
  );
}
