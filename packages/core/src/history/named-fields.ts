import type { DatabaseSchema, EntityUse, FieldReference, SelectQuery } from '@momq/dialect';
import { splitName } from '../linking/split-name.js';
import { stemOf } from '../linking/question-words.js';
import { entitySources } from '../logical/entity-sources.js';
import type { Phrase } from './phrase.js';
import { entityNamed, fieldOf, namingFields } from './query-subject.js';

/** Words that say nothing about which field is meant. */
const unspecific = new Set(
  'the a an their its his her them they of it each all and value number no column field address addresses'
    .split(' ')
    .map(stemOf),
);

/**
 * The fields of the query's entities that a phrase names, and no other word: `their emails`, `customer name`, `phone number and city`.
 * Fields of the subject come before those of other entities. Undefined where a word is left over or names several fields alike.
 */
export function namedFields(
  phrase: Phrase,
  query: SelectQuery,
  subject: EntityUse,
  schema: DatabaseSchema,
): readonly FieldReference[] | undefined {
  const found: FieldReference[] = [];
  for (const piece of phrase.split('and')) {
    if (piece.empty) continue;
    const fields = fieldsCalled(
      piece.words.map(({ stem }) => stem),
      query,
      subject,
      schema,
    );
    if (fields === undefined) return undefined;
    found.push(...fields);
  }
  return found.length === 0 ? undefined : found;
}

/** One thing that is named: a field, or the several that make up a name. */
export function fieldsCalled(
  named: readonly string[],
  query: SelectQuery,
  subject: EntityUse,
  schema: DatabaseSchema,
): readonly FieldReference[] | undefined {
  const others = entitySources(query.from).filter(
    ({ entity, instance }) => entity !== subject.entity || instance !== subject.instance,
  );
  const owned = others.find(({ entity }) => isNamed(entity, named));
  if (owned !== undefined)
    return namingFields(schema, owned.entity).map((name) => fieldOf(owned, name));
  for (const uses of [[subject], others]) {
    const all = uses.flatMap((use) => fieldsOfUse(named, use, schema));
    const best = Math.max(0, ...all.map(({ score }) => score));
    const matched = all.filter(({ score }) => score === best && score > 0);
    const fields = matched.map(({ field }) => field);
    const [only] = fields;
    if (only !== undefined && (fields.length === 1 || isName(named))) return fields;
    if (only !== undefined) return undefined;
  }
  return undefined;
}

/** True when the words are the entity's name, and nothing else. */
export function isNamed(entity: string, named: readonly string[]): boolean {
  const own = splitName(entity).map(stemOf);
  const asked = named.filter((stem) => !unspecific.has(stem));
  return asked.length === own.length && own.every((stem) => asked.includes(stem));
}

interface Match {
  readonly field: FieldReference;
  readonly score: number;
}

/** 3: the whole name, 2: more than the name, 1: a part of it that only it has. */
function fieldsOfUse(
  named: readonly string[],
  use: EntityUse,
  schema: DatabaseSchema,
): readonly Match[] {
  const entityStems = splitName(use.entity).map(stemOf);
  const asked = named.filter((stem) => !entityStems.includes(stem));
  const specific = asked.filter((stem) => !unspecific.has(stem));
  const fields = entityNamed(schema, use.entity)?.fields ?? [];
  if (specific.length === 0) return [];
  if (isName(specific))
    return namingFields(schema, use.entity)
      .filter((name) => /name|title|label/.test(name.toLowerCase()))
      .map((name) => ({ field: fieldOf(use, name), score: 3 }));
  return fields.map(({ name }) => {
    const own = splitName(name)
      .map(stemOf)
      .filter((stem) => !entityStems.includes(stem));
    const whole = own.length > 0 && own.every((stem) => asked.includes(stem));
    const covered = specific.every((stem) => own.includes(stem));
    const score = whole && covered ? 3 : covered ? 1 : 0;
    return { field: fieldOf(use, name), score };
  });
}

function isName(named: readonly string[]): boolean {
  return (
    named.includes(stemOf('name')) &&
    named.every((stem) => stem === stemOf('name') || unspecific.has(stem))
  );
}
