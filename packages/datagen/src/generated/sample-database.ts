import type { Link, Value } from '@momq/dialect';

import { plural } from './english/inflection.js';
import type {
  GeneratedDatabase,
  SpokenEntity,
  SpokenField,
  SpokenLink,
} from './generated-database.js';
import { attributes } from './lexicon/attribute.js';
import type { Attribute } from './lexicon/attribute.js';
import type { Domain, DomainEntity } from './lexicon/domain.js';
import type { NamingStyle } from './naming-style.js';
import { drawNamingStyle } from './naming-style.js';
import { Random } from './random.js';
import { drawColumn, typeOfValues } from './sample-values.js';

/** Attributes that any entity may have besides its own. */
const extras = ['description', 'email', 'website', 'phone', 'rating', 'code', 'is_active'].map(
  (key) => attributes.get(key)!,
);

/** Keys whose values name a row. */
export const labelKeys: ReadonlySet<string> = new Set([
  'name',
  'first_name',
  'last_name',
  'title',
  'username',
  'headline',
  'caption',
  'model_name',
  'flight_number',
  'room_number',
  'address',
]);

/**
 * Makes one database of a domain: some of its entities, connected, with some of their attributes, names in one random style,
 * and rows whose references leave some parents without children.
 */
export function sampleDatabase(domain: Domain, id: string, seed: number): GeneratedDatabase {
  const random = new Random(seed);
  const style = drawNamingStyle(random);
  const chosen = chooseEntities(domain, random);
  const taken = new Set<string>();
  const entities = new Map<DomainEntity, SpokenEntity>();
  const links: SpokenLink[] = [];
  const rows: Record<string, Value[][]> = {};
  // Parents first: a child's references need the keys.
  for (const entity of parentsFirst(chosen)) {
    const referenced = chosen.some(
      (other) => other !== entity && other.links.some((link) => link.to === entity.nouns[0]),
    );
    const made = makeEntity(entity, { parents: entities, style, taken, random, referenced });
    entities.set(entity, made.entity);
    links.push(...made.links);
    rows[made.entity.table] = Array.from({ length: made.entity.rowCount }, (_, row) =>
      made.entity.fields.map((field) => field.values[row]!),
    );
  }
  const spoken = random.shuffle([...entities.values()]);
  return {
    id,
    domain: domain.name,
    entities: spoken,
    links,
    content: {
      schema: {
        name: id,
        family: 'relational',
        entities: spoken.map((entity) => ({
          name: entity.table,
          fields: entity.fields.map((field) => ({
            name: field.column,
            type: field.type,
            ...(field === entity.key ? { primaryKey: true } : {}),
          })),
        })),
        links: links.map((link): Link => ({
          name: link.name,
          from: { entity: link.child.table, fields: [link.childField.column] },
          to: { entity: link.parent.table, fields: [link.parentKey.column] },
          fields: [],
        })),
      },
      rows,
    },
  };
}

/** A connected part of the domain: two entities at least; those that only connect come with two of their parents. */
export function chooseEntities(domain: Domain, random: Random): DomainEntity[] {
  const wanted = random.integer(2, Math.min(7, domain.entities.length));
  const byNoun = new Map(domain.entities.map((entity) => [entity.nouns[0]!, entity]));
  const parentsOf = (entity: DomainEntity): DomainEntity[] =>
    entity.links.map((link) => byNoun.get(link.to)!);
  const chosen = new Set<DomainEntity>();
  const add = (entity: DomainEntity): void => {
    if (chosen.has(entity)) return;
    chosen.add(entity);
    const parents = random.shuffle(parentsOf(entity));
    const needed = entity.attributes.some((attribute) => labelKeys.has(attribute.key))
      ? Number(random.chance(0.6))
      : 2;
    parents.slice(0, needed).forEach(add);
  };
  add(random.pick(domain.entities.filter((entity) => entity.links.length > 0)));
  for (const entity of random.shuffle(domain.entities)) {
    if (chosen.size >= wanted) break;
    const connected =
      parentsOf(entity).some((parent) => chosen.has(parent)) ||
      [...chosen].some((other) => parentsOf(other).includes(entity));
    if (connected) add(entity);
  }
  if (chosen.size < 2)
    parentsOf([...chosen][0]!)
      .slice(0, 1)
      .forEach(add);
  return domain.entities.filter((entity) => chosen.has(entity));
}

/** Every entity after those that it refers to. */
export function parentsFirst(entities: readonly DomainEntity[]): DomainEntity[] {
  const ordered: DomainEntity[] = [];
  const visit = (entity: DomainEntity): void => {
    if (ordered.includes(entity)) return;
    for (const link of entity.links) {
      const parent = entities.find((other) => other.nouns[0] === link.to);
      if (parent && parent !== entity) visit(parent);
    }
    ordered.push(entity);
  };
  entities.forEach(visit);
  return ordered;
}

interface EntityContext {
  readonly parents: ReadonlyMap<DomainEntity, SpokenEntity>;
  readonly style: NamingStyle;
  /** Nouns that tables have already. */
  readonly taken: Set<string>;
  readonly random: Random;
  /** Other entities refer to this one, so it needs a key. */
  readonly referenced: boolean;
}

function makeEntity(
  entity: DomainEntity,
  context: EntityContext,
): { entity: SpokenEntity; links: SpokenLink[] } {
  const { parents, style, taken, random } = context;
  const nouns = random.chance(0.7) ? [...entity.nouns] : random.shuffle(entity.nouns);
  // Two entities of a domain may share a synonym, such as player.
  const free = nouns.find((noun) => !taken.has(noun)) ?? entity.nouns[0]!;
  taken.add(free);
  const table = style.table(style.tablePlural ? plural(free) : free);
  const links = entity.links.flatMap((link) => {
    const parent = [...parents].find(([other]) => other.nouns[0] === link.to)?.[1];
    return parent?.key ? [{ link, parent, key: parent.key }] : [];
  });
  const connects = links.length > 0;
  const labelled = entity.attributes.some((attribute) => labelKeys.has(attribute.key));
  const rowCount =
    labelled && !(connects && random.chance(0.5)) ? random.integer(7, 28) : random.integer(18, 60);
  const used = new Set<string>();
  const fields: SpokenField[] = [];
  const field: MakeField = (words, rest, prefix = '') => {
    const column = style.column(prefix + words);
    if (used.has(column.toLowerCase())) return undefined;
    used.add(column.toLowerCase());
    const made = { entity: table, column, words, ...rest };
    fields.push(made);
    return made;
  };
  // Lines of a junction often have no key of their own.
  const ownKey = context.referenced || labelled || links.length < 2 || random.chance(0.6);
  const key = ownKey ? makeKey({ noun: free, rowCount, style, field }, random) : undefined;
  const labels: SpokenField[] = [];
  for (const attribute of chooseAttributes(entity, random)) {
    const name = random.chance(0.6) ? attribute.names[0]! : random.pick(attribute.names);
    const prefix = random.chance(style.prefixChance) && !name.includes(free) ? `${free} ` : '';
    const made = field(
      name,
      {
        type: typeOfValues(attribute.values),
        role: 'value',
        attribute,
        values: withGaps(attribute, drawColumn(attribute, rowCount, random), random),
      },
      prefix,
    );
    if (made && labelKeys.has(attribute.key)) labels.push(made);
  }
  const spoken: SpokenEntity = {
    table,
    noun: free,
    synonyms: entity.nouns.filter((noun) => noun !== free),
    fields,
    labels: labels.slice(0, 2),
    rowCount,
    ...(key ? { key } : {}),
  };
  const made = links.flatMap(({ link, parent, key: parentKey }): SpokenLink[] => {
    const role = link.role ?? parent.noun;
    // Some parents stay without children, for questions about what is missing.
    const candidates = random.sample(
      parentKey.values,
      Math.max(2, Math.ceil(parentKey.values.length * random.real(0.6, 0.95))),
    );
    const values = Array.from(
      { length: rowCount },
      () =>
        candidates[
          Math.min(
            random.integer(0, candidates.length - 1),
            random.integer(0, candidates.length - 1),
          )
        ]!,
    );
    const suffix = style.bareReference ? '' : style.id === 'number' ? ' no' : ' id';
    const childField = field(`${role}${suffix}`, {
      type: parentKey.type,
      role: 'reference',
      values,
    });
    if (!childField) return [];
    return [
      {
        name: `${table}.${childField.column}`,
        child: spoken,
        parent,
        childField,
        parentKey,
        phrases: link.phrases,
        ...(link.role ? { role: link.role } : {}),
      },
    ];
  });
  return { entity: spoken, links: made };
}

/** Adds a column; `prefix` is part of its name but not of the words for it. `undefined` when the name is taken. */
type MakeField = (
  words: string,
  rest: Omit<SpokenField, 'entity' | 'column' | 'words'>,
  prefix?: string,
) => SpokenField | undefined;

/** The key column to make for an entity called `noun`. */
interface KeyRequest {
  readonly noun: string;
  readonly rowCount: number;
  readonly style: NamingStyle;
  readonly field: MakeField;
}

function makeKey(
  { noun, rowCount, style, field }: KeyRequest,
  random: Random,
): SpokenField | undefined {
  const initials = noun
    .split(' ')
    .map((word) => word[0]!)
    .join('');
  const words = {
    table: `${noun} id`,
    plain: 'id',
    number: `${noun} no`,
    initial: `${initials}id`,
  }[style.id];
  const first = random.weighted([
    [1, 70],
    [101, 15],
    [1001, 15],
  ]);
  const values = Array.from({ length: rowCount }, (_, row) =>
    style.textKeys
      ? `${initials.toUpperCase()}${String(first + row).padStart(3, '0')}`
      : first + row,
  );
  return field(words, { type: style.textKeys ? 'text' : 'integer', role: 'key', values });
}

/** Labels always, most of the rest, sometimes one that any entity may have. */
function chooseAttributes(entity: DomainEntity, random: Random): Attribute[] {
  const own = entity.attributes.flatMap((attribute) =>
    attribute.key === 'name' &&
    attribute.values.kind === 'pool' &&
    attribute.values.pool === 'personName' &&
    random.chance(0.3)
      ? [attributes.get('first_name')!, attributes.get('last_name')!]
      : [attribute],
  );
  const kept = own.filter((attribute) => labelKeys.has(attribute.key) || random.chance(0.85));
  const extra = random.chance(0.25) ? random.pick(extras) : undefined;
  return extra && !own.some((attribute) => attribute.key === extra.key) ? [...kept, extra] : kept;
}

/** A few columns have missing values; never those that name a row. */
function withGaps(attribute: Attribute, values: Value[], random: Random): Value[] {
  if (labelKeys.has(attribute.key) || attribute.values.kind === 'boolean' || !random.chance(0.06))
    return values;
  return values.map((value) => (random.chance(0.15) ? null : value));
}
