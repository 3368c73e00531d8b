import { writeStoredJson } from '@momq/core/execution';
import type { DatabaseContent, Entity, Value } from '@momq/dialect';
import { Random } from '../generated/random.js';
import { columnValues, keyColumns, references } from './references.js';
import type { Reference } from './references.js';
import { refilledColumn, refilledKey } from './refilled-values.js';
import type { Constants } from './refilled-values.js';

/** How a database is filled again. */
export interface RefillOptions {
  /** The same seed gives the same rows. */
  readonly seed: number;
  /** Constants of the queries that will be asked: numbers on either side of them and texts with them are put in. Default none. */
  readonly constants?: Constants;
}

/** Rows of a table at most: queries over copies are many, and small ones tell as much. */
const maxRows = 60;
/** The share of the rows of a table that others refer to; the rest have none, which tells inner joins from outer. */
const referredTo = 0.7;

/**
 * Fills the tables of a database anew, so that two queries which agree by accident on its own rows differ on the copy: other rows of
 * the same kinds of values, keys that hold, rows that nothing refers to, repeated values, ends that tie, NULL where there is some.
 *
 * @remarks After Zhong, Yu and Klein 2020, arXiv:2010.02840, § 3.3 (constants of queries, values close to them, foreign keys that
 *   hold). Differs: values are drawn from the database's own, and copies are not chosen by what they tell apart.
 */
export function refillDatabase(
  content: DatabaseContent,
  { seed, constants = [] }: RefillOptions,
): DatabaseContent {
  const random = new Random(seed);
  const known = references(content);
  const rows: Record<string, Value[][]> = {};
  for (const entity of parentsFirst(content.schema.entities, known)) {
    const links = known.filter(({ from }) => from.entity === entity.name);
    rows[entity.name] = refillTable(content, entity, { links, rows, constants, random });
  }
  return { schema: content.schema, rows };
}

function refillTable(
  content: DatabaseContent,
  entity: Entity,
  {
    links,
    rows,
    constants,
    random,
  }: {
    readonly links: readonly Reference[];
    readonly rows: Readonly<Record<string, readonly (readonly Value[])[]>>;
    readonly constants: Constants;
    readonly random: Random;
  },
): Value[][] {
  const before = content.rows[entity.name]?.length ?? 0;
  const about = Math.round((before || 5) * random.real(0.6, 1.4)) + random.integer(0, 3);
  const count = Math.max(3, Math.min(maxRows, about));
  const keys = keyColumns(content, entity.name);
  const linked = new Set(links.flatMap(({ from }) => from.fields));
  const columns = new Map<string, readonly Value[]>();
  for (const field of entity.fields) {
    if (linked.has(field.name)) continue;
    const values = columnValues(content, entity.name, field.name);
    const isKey = keys.length === 1 && keys[0] === field.name;
    columns.set(
      field.name,
      isKey
        ? refilledKey(field, values, count, random)
        : refilledColumn(field, values, { count, constants }, random),
    );
  }
  for (const link of links)
    for (const [field, values] of linkColumns(content, entity, link, {
      rows,
      columns,
      keys,
      count,
      random,
    }))
      columns.set(field, values);
  const length = Math.min(...[...columns.values()].map((values) => values.length));
  const filled = Array.from({ length }, (_, row) =>
    entity.fields.map(({ name }) => columns.get(name)![row]!),
  );
  return withoutRepeatedKeys(filled, entity, keys);
}

/** The columns of a link, filled with keys of some of the rows that it leads to. */
function linkColumns(
  content: DatabaseContent,
  entity: Entity,
  { from, to }: Reference,
  {
    rows,
    columns,
    keys,
    count,
    random,
  }: {
    readonly rows: Readonly<Record<string, readonly (readonly Value[])[]>>;
    readonly columns: ReadonlyMap<string, readonly Value[]>;
    readonly keys: readonly string[];
    readonly count: number;
    readonly random: Random;
  },
): [string, Value[]][] {
  const parent = content.schema.entities.find(({ name }) => name === to.entity)!;
  const places = to.fields.map((field) => parent.fields.findIndex(({ name }) => name === field));
  const own = to.fields.map((field) => columns.get(field));
  const tuples: (readonly Value[])[] =
    to.entity === entity.name && own.every((column) => column !== undefined)
      ? own[0]!.map((_, row) => own.map((column) => column![row]!))
      : (rows[to.entity] ?? []).map((row) => places.map((place) => row[place]!));
  const some = random.sample(tuples, Math.max(1, Math.ceil(tuples.length * referredTo)));
  const holdsNull = columnValues(content, entity.name, from.fields[0]!).includes(null);
  const isKey = from.fields.some((field) => keys.includes(field));
  const drawn = Array.from({ length: count }, () =>
    some.length === 0 || (holdsNull && !isKey && random.chance(0.2))
      ? from.fields.map(() => null)
      : random.pick(some),
  );
  return from.fields.map((field, place) => [field, drawn.map((tuple) => tuple[place]!)]);
}

/** A link to a table that comes later, in a circle, stays empty. */
function parentsFirst(entities: readonly Entity[], known: readonly Reference[]): Entity[] {
  const sorted: Entity[] = [];
  const visited = new Set<string>();
  const visit = (entity: Entity): void => {
    if (visited.has(entity.name)) return;
    visited.add(entity.name);
    for (const { from, to } of known)
      if (from.entity === entity.name)
        visit(entities.find(({ name }) => name === to.entity) ?? entity);
    sorted.push(entity);
  };
  for (const entity of entities) visit(entity);
  return sorted;
}

function withoutRepeatedKeys(
  rows: readonly Value[][],
  { fields }: Entity,
  keys: readonly string[],
): Value[][] {
  const declared = fields.flatMap(({ primaryKey }, place) => (primaryKey === true ? [place] : []));
  const unique = declared.length > 0 ? [declared] : [];
  const pointedTo = keys.map((key) => [fields.findIndex(({ name }) => name === key)]);
  return [...unique, ...(declared.length > 1 ? [] : pointedTo)].reduce<Value[][]>(
    (left, places) => {
      const seen = new Set<string>();
      return left.filter((row) => {
        const key = writeStoredJson(places.map((place) => row[place]));
        return seen.size < seen.add(key).size;
      });
    },
    [...rows],
  );
}
