import type { DatabaseSchema, Entity, EntityField, Link } from '@momq/dialect';
import { foreignKeyLinks } from './foreign-key-links.js';
import { abbreviates, endsWith, namesOfTables } from './key-names.js';
import type { ColumnName, TableNames } from './key-names.js';

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

/** Roles that a row of the same table has. */
const OWN_ROLES = new Set(
  'parent manager supervisor boss mentor superior predecessor successor previous prev next original'.split(
    ' ',
  ),
);
/** Names that columns of any table may have. */
const COMMON_NAMES = new Set(
  'name title type kind year quarter month week date day hour minute time status state value number rank position label description level size color category age price amount score count quantity sex gender email address city'.split(
    ' ',
  ),
);
/** Score of an abbreviation of a table. */
const SHORT_FORM = 2.5;
const KEY_TYPES = new Set(['integer', 'real', 'text', 'other']);

/**
 * Concludes undeclared foreign keys from names (`customer_id` → `customers.id`, equal names, `home_team_id` → `teams.id`,
 * `cust_id` → `customers.cust_id`), equal types and contained values: all three, or there is no link. Where two tables fit
 * equally well there is none either, unless the values of one are among those of the other. Prefixes that most tables or all
 * columns of a table have count for nothing. Targets are single columns: primary keys, or in tables without one what is named
 * like one, and the first column where another table has one of the very same name.
 *
 * @returns the links, and a note when columns that look like keys were left unchecked for want of time
 */
export async function inferLinks(
  schema: DatabaseSchema,
  { contained, timeBudgetMs = 1000 }: InferLinksOptions,
): Promise<InferredLinks> {
  const deadline = performance.now() + timeBudgetMs;
  const tables = schema.entities.filter(({ kind }) => kind !== 'view');
  const names = namesOfTables(tables);
  const targets = tables.flatMap((entity) => keyColumns(entity, names.get(entity)!));
  const found: Scored[] = [];
  const unchecked: string[] = [];
  for (const entity of tables) {
    for (const field of entity.fields) {
      if (declared(schema, entity, field)) continue;
      const candidates = candidatesFor({ entity, field }, names.get(entity)!, targets);
      if (candidates.length === 0) continue;
      if (performance.now() > deadline) {
        unchecked.push(`${entity.name}.${field.name}`);
        continue;
      }
      const link = await bestContained(candidates, contained);
      if (link !== undefined) found.push(link);
    }
  }
  return { links: named(oneWay(found), schema), notes: noteOf(unchecked, timeBudgetMs) };
}

function noteOf(unchecked: readonly string[], timeBudgetMs: number): string[] {
  if (unchecked.length === 0) return [];
  const some = unchecked.slice(0, 3).join(', ');
  const rest = unchecked.length > 3 ? ` and ${unchecked.length - 3} more` : '';
  return [
    `Whether ${some}${rest} refer to other tables was not checked, because ${timeBudgetMs} ms were over; declare the foreign keys, or state the relationships in a semantic file.`,
  ];
}

/** How surely a column is the key of its table: as its name or the database says, or because it stands first. */
type Sureness = 'sure' | 'first';

/** A column that may be referred to. */
interface Target extends LinkColumn {
  readonly names: readonly ColumnName[];
  readonly table: readonly string[];
  readonly sureness: Sureness;
}

interface Scored {
  readonly from: LinkColumn;
  readonly to: Target;
  readonly score: number;
}

async function bestContained(
  candidates: readonly Scored[],
  contained: InferLinksOptions['contained'],
): Promise<Scored | undefined> {
  const scores = [...new Set(candidates.map(({ score }) => score))].sort((a, b) => b - a);
  for (const score of scores) {
    const fitting: Scored[] = [];
    for (const candidate of candidates.filter((other) => other.score === score)) {
      if (await contained(candidate)) fitting.push(candidate);
    }
    // keys that count from 1 hold each other's values: of two tables that a short form may be of, the larger one is no likelier
    if (score === SHORT_FORM && fitting.length > 1) return undefined;
    if (fitting.length > 0) return widest(fitting, contained);
  }
  return undefined;
}

/** The one among whose values are those of all others, but not the other way round. */
async function widest(
  fitting: readonly Scored[],
  contained: InferLinksOptions['contained'],
): Promise<Scored | undefined> {
  if (fitting.length < 2) return fitting[0];
  for (const each of fitting) {
    const others = fitting.filter((other) => other !== each);
    let holds = true;
    for (const other of others)
      holds &&=
        (await contained({ from: other.to, to: each.to })) &&
        !(await contained({ from: each.to, to: other.to }));
    if (holds) return each;
  }
  return undefined;
}

/** Without pairs of columns that refer to each other: nothing says which is the key. */
function oneWay(found: readonly Scored[]): Scored[] {
  return found.filter(
    ({ from, to }) =>
      !found.some(
        (other) =>
          other.from.entity === to.entity &&
          other.from.field === to.field &&
          other.to.entity === from.entity &&
          other.to.field === from.field,
      ),
  );
}

function candidatesFor(from: LinkColumn, own: TableNames, targets: readonly Target[]): Scored[] {
  const names = own.columns.get(from.field.name) ?? [];
  const [whole] = names;
  if (whole === undefined || !KEY_TYPES.has(from.field.type)) return [];
  // A table's own key is no reference to it, and `name` or `code` alone names no table.
  if (whole.role.length === 0 || isOwnKey(from, names, own)) return [];
  const scored = targets
    .filter(
      (to) =>
        sameType(from.field, to.field) && !(to.entity === from.entity && to.field === from.field),
    )
    .map((to) => ({ from, to, score: nameScore(from, to, names) }))
    .filter(({ score }) => score > 0);
  if (scored.length > 0 || !isOwnRole(whole)) return scored;
  return targets
    .filter((to) => to.entity === from.entity && to.field !== from.field)
    .filter((to) => to.sureness === 'sure' && sameType(from.field, to.field))
    .map((to) => ({ from, to, score: 1 }));
}

/** `manager_id`, and `reports_to`, which needs no word for a key. */
function isOwnRole({ words, role, isKey }: ColumnName): boolean {
  const isReport = ['report to', 'reportsto'].includes(words.join(' '));
  return isReport || (isKey && OWN_ROLES.has(role.at(-1) ?? ''));
}

/** The best of the readings of a name. */
function nameScore(from: LinkColumn, to: Target, names: readonly ColumnName[]): number {
  return Math.max(...names.map((name, place) => scoreOf(from, to, name, place > 0)));
}

/**
 * 4: the column is named after the table; 3: both columns have one name; 2.5: an abbreviation of the table; 2: after a role of it or
 * of its key; 1: after the end of its name; 0: not.
 */
function scoreOf(from: LinkColumn, to: Target, name: ColumnName, shortened: boolean): number {
  if (name.role.length === 0) return 0;
  const isSure = to.sureness === 'sure';
  const isCount = name.isPlural && !name.isKey;
  const byTable = isSure && !isCount ? matchScore(name.role, to.table) : 0;
  if (byTable === 4) return 4;
  const isEqual = to.entity !== from.entity && sameName(name, to, shortened);
  if (isEqual && isKeyName(name, to) && !isSoleKey(from)) return isSure ? 3 : 0.5;
  if (!name.isKey || isSoleKey(from)) return 0;
  if (!isSure) return 0;
  if (byTable > 1) return byTable;
  const ofKey = to.names.some(
    (key) => key.role.length > 0 && key.isKey && endsWith(name.words, key.words),
  );
  return ofKey ? 2 : byTable;
}

function sameName({ words }: ColumnName, to: Target, shortened: boolean): boolean {
  return to.names.some(
    (key, place) =>
      (shortened || place > 0 ? words.length > 1 : true) && key.words.join(' ') === words.join(' '),
  );
}

/** True for names of keys, and for what the database calls a key unless every table may have it. */
function isKeyName({ isKey, words }: ColumnName, { field }: Target): boolean {
  return isKey || (field.primaryKey === true && !COMMON_NAMES.has(words.join(' ')));
}

function matchScore(role: readonly string[], table: readonly string[]): number {
  if (table.length === 0) return 0;
  if (role.join('') === table.join('')) return 4;
  if (endsWith(role, table)) return 2;
  if (abbreviates(role, table)) return SHORT_FORM;
  return endsWith(table, role) ? 1 : 0;
}

/** The single-column primary key, or in a table without one the columns that are named like it, else the first one. */
function keyColumns(entity: Entity, { table, columns }: TableNames): Target[] {
  const target = (field: EntityField, sureness: Sureness): Target => ({
    entity,
    field,
    names: columns.get(field.name) ?? [],
    table,
    sureness,
  });
  const keys = entity.fields.filter((field) => field.primaryKey === true);
  if (keys.length > 1) return [];
  if (keys[0] !== undefined) return [target(keys[0], 'sure')];
  const alike = entity.fields.filter((field, place) =>
    columns.get(field.name)?.some((name) => namesKey(name, table, place === 0)),
  );
  if (alike.length > 0) return alike.map((field) => target(field, 'sure'));
  const [first] = entity.fields;
  const isKey = first !== undefined && columns.get(first.name)?.[0]?.isKey === true;
  return isKey ? [target(first, 'first')] : [];
}

/** True for `id`, for the table's name with a word for a key, and in the first place for its end or an abbreviation of it. */
function namesKey(
  { role, isKey }: ColumnName,
  table: readonly string[],
  isFirst: boolean,
): boolean {
  if (!isKey) return false;
  if (role.length === 0 || matchScore(role, table) === 4) return true;
  return isFirst && (abbreviates(role, table) || endsWith(table, role));
}

/** True for the key of a table, by its name. */
function isOwnKey(from: LinkColumn, names: readonly ColumnName[], { table }: TableNames): boolean {
  if (isSoleKey(from)) return names.some(({ role }) => matchScore(role, table) === 4);
  const hasKey = from.entity.fields.some(({ primaryKey }) => primaryKey === true);
  const isFirst = from.entity.fields[0] === from.field;
  return !hasKey && names.some((name) => namesKey(name, table, isFirst));
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
