import type { EntityField, FieldType } from '@momq/dialect';
import { insideParentheses, isSign, splitTokens, type MysqlToken } from './mysql-tokens.js';

/** A foreign key as written. `columns` is empty where `REFERENCES` names the table alone: its primary key is meant. */
export interface ForeignKey {
  readonly from: readonly string[];
  readonly table: string;
  readonly columns: readonly string[];
}

/** What one part of a `CREATE TABLE` list declares. */
export interface TableElement {
  readonly field?: EntityField;
  readonly primaryKey?: readonly string[];
  readonly foreignKey?: ForeignKey;
}

/** Words that open a part which declares neither a column nor a key that links use. All are reserved in MySQL. */
const otherElements = new Set(['UNIQUE', 'INDEX', 'KEY', 'CHECK', 'FULLTEXT', 'SPATIAL']);

/** Words of a column definition that stand alone, and those that take the next word or name with them. */
const plainAttributes = new Set(
  `NOT NULL CHARACTER SIGNED UNSIGNED ZEROFILL PRECISION VARYING BINARY ASCII UNICODE AUTO_INCREMENT UNIQUE PRIMARY KEY GENERATED
  ALWAYS AS VIRTUAL STORED VISIBLE INVISIBLE CHECK ENFORCED MATCH FULL PARTIAL SIMPLE ON CASCADE RESTRICT ACTION`.split(
    /\s+/,
  ),
);
const valueAttributes = new Set(
  'DEFAULT COMMENT COLLATE CHARSET SET UPDATE DELETE CONSTRAINT COLUMN_FORMAT STORAGE SRID'.split(
    ' ',
  ),
);

/**
 * Reads one part of the list in a `CREATE TABLE` statement: a column, a key, or what has no bearing on the schema (then `{}`).
 *
 * @param script - the text that the tokens were cut from.
 * @returns null when the part is none of them.
 */
export function readTableElement(
  tokens: readonly MysqlToken[],
  script: string,
): TableElement | null {
  const named =
    keyword(tokens[0]) === 'CONSTRAINT' &&
    !/^(PRIMARY|FOREIGN|UNIQUE|CHECK)$/.test(keyword(tokens[1]));
  const rest = keyword(tokens[0]) === 'CONSTRAINT' ? tokens.slice(named ? 2 : 1) : tokens;
  const first = keyword(rest[0]);
  if (first === 'PRIMARY') {
    const columns = columnList(
      rest,
      rest.findIndex((each) => isSign(each, '(')),
    );
    return keyword(rest[1]) === 'KEY' && columns ? { primaryKey: columns } : null;
  }
  if (first === 'FOREIGN') {
    const from = columnList(
      rest,
      rest.findIndex((each) => isSign(each, '(')),
    );
    const references = readReference(rest, from ?? []);
    return keyword(rest[1]) === 'KEY' && from && references ? { foreignKey: references } : null;
  }
  if (otherElements.has(first)) return {};
  return rest === tokens ? readColumn(tokens, script) : null;
}

/** The name at `index`, past a database's name: of `shop.item` the `item`. */
export function qualifiedName(
  tokens: readonly MysqlToken[],
  index: number,
): { name: string; end: number } | null {
  const position = isSign(tokens[index + 1], '.') ? index + 2 : index;
  const found = tokens[position];
  return found?.kind === 'word' || found?.kind === 'name'
    ? { name: found.text, end: position + 1 }
    : null;
}

/** The token in capitals when it is an unquoted word, else an empty text. */
export function keyword(token: MysqlToken | undefined): string {
  return token?.kind === 'word' ? token.text.toUpperCase() : '';
}

function readColumn(tokens: readonly MysqlToken[], script: string): TableElement | null {
  const [name, type] = tokens;
  if ((name?.kind !== 'word' && name?.kind !== 'name') || type?.kind !== 'word') return null;
  const length = insideParentheses(tokens, 2);
  const typeEnd = 2 + (length ? length.length + 2 : 0);
  const attributes = readAttributes(tokens.slice(typeEnd), name.text);
  if (!attributes) return null;
  const nativeType = script.slice(type.start, tokens[typeEnd - 1]!.end);
  const field: EntityField = { name: name.text, type: fieldType(type.text), nativeType };
  return { field, ...attributes };
}

/** The keys among a column's attributes; null when a word is not an attribute, as after a forgotten comma. */
function readAttributes(
  tokens: readonly MysqlToken[],
  column: string,
): Omit<TableElement, 'field'> | null {
  const keys: { primaryKey?: string[]; foreignKey?: ForeignKey } = {};
  for (let index = 0; index < tokens.length; index += 1) {
    const word = keyword(tokens[index]);
    const group = insideParentheses(tokens, index);
    if (group) {
      index += group.length + 1;
    } else if (word === 'REFERENCES') {
      const reference = readReference(tokens.slice(index), [column]);
      if (!reference) return null;
      keys.foreignKey = reference;
      index = qualifiedName(tokens, index + 1)!.end - 1;
    } else if (valueAttributes.has(word)) {
      if (isSign(tokens[index + 1], '-') || isSign(tokens[index + 1], '+')) index += 1;
      if (!isSign(tokens[index + 1], '(')) index += 1;
    } else if (plainAttributes.has(word)) {
      if (word === 'KEY' && keyword(tokens[index - 1]) !== 'UNIQUE') keys.primaryKey = [column];
    } else if (tokens[index]!.kind !== 'text') {
      return null;
    }
  }
  return keys;
}

function readReference(tokens: readonly MysqlToken[], from: readonly string[]): ForeignKey | null {
  const start = tokens.findIndex((each) => keyword(each) === 'REFERENCES');
  const target = start < 0 ? null : qualifiedName(tokens, start + 1);
  return target && { from, table: target.name, columns: columnList(tokens, target.end) ?? [] };
}

/** The names in the parentheses at `open`, without lengths and directions: of `(title(10) DESC, id)` `title` and `id`. */
function columnList(tokens: readonly MysqlToken[], open: number): string[] | null {
  const inside = insideParentheses(tokens, open);
  return inside && splitTokens(inside, ',').map((part) => part[0]!.text);
}

/** {@link FieldType} of a MySQL type name: `VARCHAR` → `text`. */
function fieldType(typeName: string): FieldType {
  const name = typeName.toUpperCase();
  if (/^(TINY|SMALL|MEDIUM|BIG)?INT(EGER)?$|^YEAR$|^SERIAL$/.test(name)) return 'integer';
  if (/^(REAL|FLOAT|DOUBLE|NUMERIC|DECIMAL|DEC|FIXED)$/.test(name)) return 'real';
  if (/^N?(VAR)?CHAR$|^CHARACTER$|TEXT$|^ENUM$|^SET$/.test(name)) return 'text';
  if (/^BOOL(EAN)?$/.test(name)) return 'boolean';
  if (name === 'DATE') return 'date';
  if (name === 'DATETIME' || name === 'TIMESTAMP') return 'datetime';
  return 'other';
}
