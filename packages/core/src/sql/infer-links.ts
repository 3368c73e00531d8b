import type { DatabaseSchema, Entity, EntityField, Link } from '@momq/dialect';
import { splitName } from '../linking/split-name.js';
import { foreignKeyLinks } from './foreign-key-links.js';

/** One column of one table. */
export interface LinkColumn {
  readonly entity: Entity;
  readonly field: EntityField;
}

/** A foreign key that nobody declared, as its names and types suggest it. */
export interface LinkCandidate {
  readonly from: LinkColumn;
  readonly to: LinkColumn;
}

/** How {@link inferLinks} looks at values. */
export interface InferLinksOptions {
  /**
   * Looks at the values: true only when `from` has some, a sample of them is found in `to`, and no value of `to` that was
   * looked at repeats. What cannot be looked at is false.
   */
  readonly contained: (candidate: LinkCandidate) => Promise<boolean>;
  /** Milliseconds after which no further candidate is looked at; default 1000. */
  readonly timeBudgetMs?: number;
}

/** What {@link inferLinks} concluded. */
export interface InferredLinks {
  /** Links that the schema does not have, marked as inferred. */
  readonly links: Link[];
  /** One sentence where the time did not suffice, for the schema's notes; else empty. */
  readonly notes: string[];
}

/** Words that say that a column holds keys. */
const KEY_WORDS = new Set('id ids key code no nr num number fk ref uid uuid guid sk'.split(' '));
/** Words before the name proper, of columns and of tables. */
const PREFIXES = new Set('fk id ref tbl tab dim fact t'.split(' '));
/** Roles that a row of the same table has. */
const OWN_ROLES = new Set(
  'parent manager supervisor boss mentor superior predecessor successor previous prev next original'.split(
    ' ',
  ),
);
const KEY_TYPES = new Set(['integer', 'real', 'text', 'other']);

/**
 * Concludes undeclared foreign keys from names (`customer_id` → `customers.id`, equal names, `home_team_id` → `teams.id`),
 * equal types and contained values: all three, or there is no link. Where two tables fit equally well there is none either.
 * Targets are single columns: primary keys, or in tables without one what is named like one.
 *
 * @returns the links, and a note when columns that look like keys were left unchecked for want of time
 */
export async function inferLinks(
  schema: DatabaseSchema,
  { contained, timeBudgetMs = 1000 }: InferLinksOptions,
): Promise<InferredLinks> {
  const deadline = performance.now() + timeBudgetMs;
  const tables = schema.entities.filter(({ kind }) => kind !== 'view');
  const targets = tables.flatMap((entity) => keyColumns(entity));
  const found: LinkCandidate[] = [];
  const unchecked: string[] = [];
  for (const entity of tables) {
    for (const field of entity.fields) {
      if (declared(schema, entity, field)) continue;
      const candidates = candidatesFor({ entity, field }, targets);
      if (candidates.length === 0) continue;
      if (performance.now() > deadline) {
        unchecked.push(`${entity.name}.${field.name}`);
        continue;
      }
      const link = await bestContained(candidates, contained);
      if (link !== undefined) found.push(link);
    }
  }
  return { links: named(found, schema), notes: noteOf(unchecked, timeBudgetMs) };
}

function noteOf(unchecked: readonly string[], timeBudgetMs: number): string[] {
  if (unchecked.length === 0) return [];
  const some = unchecked.slice(0, 3).join(', ');
  const rest = unchecked.length > 3 ? ` and ${unchecked.length - 3} more` : '';
  return [
    `Whether ${some}${rest} refer to other tables was not checked, because ${timeBudgetMs} ms were over; declare the foreign keys, or state the relationships in a semantic file.`,
  ];
}

/** A column that may be referred to, with the words of its names. */
interface Target extends LinkColumn {
  readonly words: string;
  readonly tableWords: readonly string[];
}

interface Scored extends LinkCandidate {
  readonly score: number;
}

async function bestContained(
  candidates: readonly Scored[],
  contained: InferLinksOptions['contained'],
): Promise<LinkCandidate | undefined> {
  for (const score of [4, 3, 2, 1]) {
    const fitting: LinkCandidate[] = [];
    for (const candidate of candidates.filter((other) => other.score === score)) {
      if (await contained(candidate)) fitting.push(candidate);
    }
    if (fitting.length > 0) return fitting.length === 1 ? fitting[0] : undefined;
  }
  return undefined;
}

function candidatesFor(from: LinkColumn, targets: readonly Target[]): Scored[] {
  if (!KEY_TYPES.has(from.field.type)) return [];
  const words = singularWords(from.field.name);
  const role = withoutKeyWords(words);
  const named = role.length < words.length;
  const own = singularWords(from.entity.name);
  // A table's own key is no reference to it, and `name` or `code` alone names no table.
  if (role.length === 0 || (isSoleKey(from) && matchScore(role, tableWords(own)) === 4)) return [];
  const scored = targets
    .filter(
      (to) =>
        sameType(from.field, to.field) && !(to.entity === from.entity && to.field === from.field),
    )
    .map((to) => ({ from, to, score: nameScore(from, to, { words, role }) }))
    .filter(({ score }) => score > 0);
  const roleWord = role.at(-1);
  if (scored.length > 0 || roleWord === undefined || !named || !OWN_ROLES.has(roleWord)) {
    return scored;
  }
  return targets
    .filter((to) => to.entity === from.entity && to.field !== from.field)
    .filter((to) => sameType(from.field, to.field))
    .map((to) => ({ from, to, score: 1 }));
}

/** 4: the column is named after the table; 3: both columns have one name; 2: after a role of it; 1: after the end of its name; 0: not. */
function nameScore(
  from: LinkColumn,
  to: Target,
  name: { readonly words: readonly string[]; readonly role: readonly string[] },
): number {
  const byTable = matchScore(name.role, to.tableWords);
  if (byTable === 4) return 4;
  if (name.role.length === name.words.length || isSoleKey(from)) return 0;
  return name.words.join(' ') === to.words && to.entity !== from.entity ? 3 : byTable;
}

function matchScore(role: readonly string[], table: readonly string[]): number {
  if (table.length === 0) return 0;
  if (role.join('') === table.join('')) return 4;
  if (endsWith(role, table)) return 2;
  return endsWith(table, role) ? 1 : 0;
}

function endsWith(words: readonly string[], end: readonly string[]): boolean {
  return words.length > end.length && end.every((word, at) => words.at(at - end.length) === word);
}

/** The single-column primary key, or in a table without one the columns that are named like it. */
function keyColumns(entity: Entity): Target[] {
  const keys = entity.fields.filter((field) => field.primaryKey === true);
  if (keys.length > 1) return [];
  const table = tableWords(singularWords(entity.name));
  return (keys[0] === undefined ? entity.fields : keys).flatMap((field) => {
    const words = singularWords(field.name);
    const rest = withoutKeyWords(words);
    const alike =
      rest.length < words.length && (rest.length === 0 || matchScore(rest, table) === 4);
    return alike || keys.length === 1
      ? [{ entity, field, words: words.join(' '), tableWords: table }]
      : [];
  });
}

function isSoleKey({ entity, field }: LinkColumn): boolean {
  return (
    field.primaryKey === true && entity.fields.filter((other) => other.primaryKey).length === 1
  );
}

function declared({ links }: DatabaseSchema, entity: Entity, field: EntityField): boolean {
  return links.some(({ from }) => from.entity === entity.name && from.fields.includes(field.name));
}

function sameType(from: EntityField, to: EntityField): boolean {
  if (from.type !== to.type) return false;
  return from.type !== 'other' || from.nativeType === to.nativeType;
}

function named(found: readonly LinkCandidate[], schema: DatabaseSchema): Link[] {
  const keys = [
    ...schema.links.map(({ from, to }) => ({ from, to })),
    ...found.map(({ from, to }) => ({
      from: { entity: from.entity.name, fields: [from.field.name] },
      to: { entity: to.entity.name, fields: [to.field.name] },
    })),
  ].map(({ from, to }) => ({
    table: from.entity,
    columns: from.fields,
    targetTable: to.entity,
    targetColumns: to.fields,
  }));
  return foreignKeyLinks(keys)
    .slice(schema.links.length)
    .map((link) => ({ ...link, inferred: true }));
}

function withoutKeyWords(words: readonly string[]): readonly string[] {
  let first = 0;
  let last = words.length;
  while (first < last && isKeyWord(words[last - 1] ?? '')) last -= 1;
  while (first < last && PREFIXES.has(words[first] ?? '')) first += 1;
  return words.slice(first, last);
}

/** `id`, and the number of `player1`. */
function isKeyWord(word: string): boolean {
  return KEY_WORDS.has(word) || /^\d+$/.test(word);
}

function tableWords(words: readonly string[]): readonly string[] {
  const first = words.findIndex((word) => !PREFIXES.has(word));
  return first < 0 ? words : words.slice(first);
}

/** Words of the last part of a qualified name, lower case, each in the singular. */
function singularWords(name: string): string[] {
  const words = splitName(name.slice(name.lastIndexOf('.') + 1));
  const last = words.at(-1) ?? '';
  // `customerid`: written as one word.
  const joined = last.length > 4 && last.endsWith('id') ? [last.slice(0, -2), 'id'] : [last];
  return [...words.slice(0, -1), ...joined].map((word) => singular(word));
}

function singular(word: string): string {
  if (word === 'people') return 'person';
  if (/[^aeiou]ies$/.test(word)) return `${word.slice(0, -3)}y`;
  if (/(?:ch|sh|x|ss|zz)es$/.test(word)) return word.slice(0, -2);
  return /[^sui]s$/.test(word) && word.length > 3 ? word.slice(0, -1) : word;
}
