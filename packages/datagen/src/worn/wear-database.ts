import type { DatabaseContent, Entity, Link, LogicalQuery, Value } from '@momq/dialect';
import { Random } from '../generated/random.js';
import { drawCodes } from './worn-codes.js';
import type { CodedColumn } from './worn-codes.js';
import { drawWornNames } from './worn-names.js';
import type { WornNames } from './worn-names.js';
import { drawNoise } from './worn-noise.js';
import type { NoiseColumn } from './worn-noise.js';
import { fieldKey, wearQuery } from './wear-query.js';
import type { Wear, WornCode } from './wear-query.js';

/** A database after years of use, and how it is asked what it was asked before. */
export interface WornDatabase {
  readonly content: DatabaseContent;
  /**
   * The query that gives the rows of `query` over the database before.
   *
   * @throws UnsupportedFeatureError when the query shows all columns, or reaches a coded column from a nested query
   */
  readonly ask: (query: LogicalQuery) => LogicalQuery;
}

/**
 * Makes a tidy database look as those do that nobody prepared for questions: other habits of naming (short forms, prefixes, casing,
 * blanks), keys that are not declared, words that became codes with a table that says what they stand for, and columns that nobody
 * asks about. What people asked stays what they say; only the query changes.
 *
 * @param seed - the same one wears a database in the same way
 */
export function wearDatabase(content: DatabaseContent, seed: number): WornDatabase {
  const random = new Random(seed);
  const names = drawWornNames(random);
  const declares = random.weighted([
    ['all', 35],
    ['primary', 25],
    ['none', 40],
  ] as const);
  const { schema } = content;
  const noise = drawNoise(random);
  const coded = drawCodes(content, random);
  const entities = new Map(schema.entities.map(({ name }) => [name, names.table(name)]));
  const fields = new Map(
    schema.entities.flatMap((entity) =>
      entity.fields.map(({ name }): [string, string] => [
        fieldKey(entity.name, name),
        names.column(entity.name, name),
      ]),
    ),
  );
  const codes = new Map(
    coded.map((each) => [fieldKey(each.entity, each.field), codeTable(each, names, random)]),
  );
  const nameOf = ({ entity, fields: ends }: Link['from']): Link['from'] => ({
    entity: entities.get(entity) ?? entity,
    fields: ends.map((field) => fields.get(fieldKey(entity, field)) ?? field),
  });
  const links = schema.links.map((link): Link => {
    const [from, to] = [nameOf(link.from), nameOf(link.to)];
    return { name: `${from.entity}.${from.fields.join('+')}`, from, to, fields: [] };
  });
  const wear: Wear = {
    entities,
    fields,
    codes,
    undeclared: new Map(declares === 'all' ? [] : schema.links.map((link) => [link.name, link])),
    links: new Map(schema.links.map((link, place) => [link.name, links[place]!.name])),
  };
  const tables = schema.entities.map((entity) =>
    wornTable(entity, content.rows[entity.name] ?? [], { wear, names, noise, declares, random }),
  );
  const all = random.shuffle([...tables, ...coded.map((each) => codeRows(each, codes, declares))]);
  return {
    content: {
      schema: {
        name: schema.name,
        family: 'relational',
        entities: all.map(({ entity }) => entity),
        links: declares === 'all' ? links : [],
      },
      rows: Object.fromEntries(all.map(({ entity, rows }) => [entity.name, rows])),
    },
    ask: (query) => wearQuery(query, wear),
  };
}

interface StoredTable {
  readonly entity: Entity;
  readonly rows: readonly (readonly Value[])[];
}

function wornTable(
  { name, fields }: Entity,
  rows: readonly (readonly Value[])[],
  {
    wear,
    names,
    noise,
    declares,
    random,
  }: {
    readonly wear: Wear;
    readonly names: WornNames;
    readonly noise: readonly NoiseColumn[];
    readonly declares: 'all' | 'primary' | 'none';
    readonly random: Random;
  },
): StoredTable {
  const more = noise.filter(() => random.chance(0.8));
  const codes = fields.map((field) => wear.codes.get(fieldKey(name, field.name))?.codes);
  return {
    entity: {
      name: wear.entities.get(name)!,
      fields: [
        ...fields.map((field, place) => ({
          name: wear.fields.get(fieldKey(name, field.name))!,
          type: codes[place] ? codeType(codes[place]) : field.type,
          ...(declares !== 'none' && field.primaryKey === true && { primaryKey: true }),
        })),
        ...more.map(({ words, type }) => ({ name: names.column(name, words), type })),
      ],
    },
    rows: rows.map((row, index) => [
      ...fields.map((_, place): Value => {
        const value = row[place] ?? null;
        return (typeof value === 'string' && codes[place]?.get(value)) || value;
      }),
      ...more.map(({ value }) => value(index)),
    ]),
  };
}

function codeType(codes: ReadonlyMap<string, string | number>): 'integer' | 'text' {
  return [...codes.values()].every((code) => typeof code === 'number') ? 'integer' : 'text';
}

function codeTable(
  { entity, field, codes, hasNulls }: CodedColumn,
  names: WornNames,
  random: Random,
): WornCode {
  const words = `${entity} ${field} ${random.pick(['code', 'list', 'lookup', ''])}`.trim();
  return {
    codes,
    hasNulls,
    table: names.table(words),
    code: names.column(words, random.pick(['code', 'id', 'key'])),
    label: names.column(words, random.pick(['label', 'description', 'name', 'meaning', 'text'])),
  };
}

function codeRows(
  { entity, field, codes }: CodedColumn,
  tables: ReadonlyMap<string, WornCode>,
  declares: 'all' | 'primary' | 'none',
): StoredTable {
  const { table, code, label } = tables.get(fieldKey(entity, field))!;
  return {
    entity: {
      name: table,
      fields: [
        { name: code, type: codeType(codes), ...(declares !== 'none' && { primaryKey: true }) },
        { name: label, type: 'text' },
      ],
    },
    rows: [...codes].map(([text, value]) => [value, text]),
  };
}
