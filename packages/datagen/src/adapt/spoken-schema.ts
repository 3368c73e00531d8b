import { splitName } from '@momq/core/linking';
import type { DatabaseSchema, Entity, EntityField, Link, Value } from '@momq/dialect';
import { singular } from '../generated/english/inflection.js';
import type {
  GeneratedDatabase,
  SpokenEntity,
  SpokenField,
  SpokenLink,
} from '../generated/generated-database.js';
import { attributes } from '../generated/lexicon/attribute.js';
import type { Attribute } from '../generated/lexicon/attribute.js';
import { labelKeys } from '../generated/sample-database.js';

/** Rows of each table, in the order of its fields. */
export type SampledRows = Readonly<Record<string, readonly (readonly Value[])[]>>;

/**
 * Words for a database that somebody made, so that the grammar can ask about it: nouns from the names of tables and columns, or from
 * what they are also called, phrases from the lexicon where a column is one that it knows. Links of several columns, and columns
 * without values, are left out.
 */
export function spokenSchema(schema: DatabaseSchema, rows: SampledRows): GeneratedDatabase {
  const links = schema.links.filter(
    ({ from, to }) => from.fields.length === 1 && to.fields.length === 1,
  );
  const entities = new Map(
    schema.entities
      .filter((entity) => (rows[entity.name] ?? []).length > 0)
      .map((entity) => [entity.name, spokenEntity(entity, links, rows[entity.name]!)]),
  );
  const name = schema.name ?? 'database';
  return {
    id: name,
    domain: name,
    content: { schema, rows: {} },
    entities: [...entities.values()],
    links: links.flatMap((link) => spokenLink(link, entities) ?? []),
  };
}

function spokenEntity(
  entity: Entity,
  links: readonly Link[],
  rows: SampledRows[string],
): SpokenEntity {
  const [noun, ...synonyms] = [splitName(entity.name).join(' '), ...(entity.aliases ?? [])].map(
    singular,
  );
  const references = new Set(
    links.filter(({ from }) => from.entity === entity.name).map(({ from }) => from.fields[0]!),
  );
  const fields = entity.fields.flatMap((field, place) => {
    const values = rows.map((row) => row[place] ?? null);
    if (field.type === 'other' || values.every((value) => value === null)) return [];
    return [spokenField(entity, field, { values, isReference: references.has(field.name) })];
  });
  const key = fields.find(({ role }) => role === 'key');
  return {
    table: entity.name,
    noun: noun!,
    synonyms,
    fields,
    labels: fields
      .filter(({ attribute }) => attribute !== undefined && labelKeys.has(attribute.key))
      .slice(0, 2),
    rowCount: rows.length,
    ...(key && { key }),
  };
}

function spokenField(
  entity: Entity,
  field: EntityField,
  { values, isReference }: { readonly values: readonly Value[]; readonly isReference: boolean },
): SpokenField {
  const words = wordsOf(entity, field);
  const isKey =
    field.primaryKey === true &&
    entity.fields.filter(({ primaryKey }) => primaryKey === true).length === 1;
  const role = isKey ? 'key' : isReference || field.primaryKey === true ? 'reference' : 'value';
  const attribute = role === 'value' ? attributeOf(words, field) : undefined;
  return {
    entity: entity.name,
    column: field.name,
    type: field.type,
    role,
    words: field.aliases?.[0] ?? words,
    values,
    ...(attribute && { attribute }),
  };
}

/** `Customer.customer_name` is a name. */
function wordsOf(entity: Entity, field: EntityField): string {
  const words = splitName(field.name);
  const noun = singular(splitName(entity.name).join(' ')).split(' ');
  const repeats = words.length > noun.length && noun.every((word, place) => words[place] === word);
  return (repeats ? words.slice(noun.length) : words).join(' ');
}

const kinds: Readonly<Record<Attribute['values']['kind'], readonly string[]>> = {
  integer: ['integer', 'real'],
  real: ['integer', 'real'],
  date: ['date'],
  datetime: ['datetime'],
  boolean: ['boolean'],
  choice: ['text'],
  pool: ['text'],
};

function attributeOf(words: string, { type }: EntityField): Attribute | undefined {
  return [...attributes.values()].find(
    ({ names, values }) => names.includes(words) && kinds[values.kind].includes(type),
  );
}

function spokenLink(
  { name, from, to }: Link,
  entities: ReadonlyMap<string, SpokenEntity>,
): SpokenLink | undefined {
  const [child, parent] = [entities.get(from.entity), entities.get(to.entity)];
  const childField = child?.fields.find(({ column }) => column === from.fields[0]);
  const parentKey = parent?.fields.find(({ column }) => column === to.fields[0]);
  if (!child || !parent || !childField || !parentKey || child === parent) return undefined;
  const role = childField.words.replace(/ (id|no|number|key|code)$/, '');
  return {
    name,
    child,
    parent,
    childField,
    parentKey,
    phrases: ['of'],
    ...(role !== parent.noun && !parent.synonyms.includes(role) && { role }),
  };
}
