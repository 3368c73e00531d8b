import type {
  DatabaseSchema,
  Entity,
  EntityField,
  EntityUse,
  Expression,
  FieldReference,
  SelectQuery,
} from '@momq/dialect';
import { splitName } from '../linking/split-name.js';
import { stemOf } from '../linking/question-words.js';
import { entitySources } from '../logical/entity-sources.js';
import { allFields } from '../logical/expression-walk.js';
import { nameFields } from '../meaning/asked/name-fields.js';
import { Phrase } from './phrase.js';

/**
 * The use of an entity whose rows the query lists or counts: that of the first column which is a field, else the entity that the
 * question names first, else the one that refers to the others. Undefined for a query over derived sources.
 */
export function subjectOf(
  query: SelectQuery,
  question: string,
  schema: DatabaseSchema,
): EntityUse | undefined {
  const uses = entitySources(query.from);
  if (uses.length < query.from.length) return undefined;
  const [shown] = query.select.flatMap((column) => (column.kind === 'field' ? [column] : []));
  const [counted] = query.select.flatMap(allFields);
  const field = shown ?? counted;
  if (field !== undefined) return useOf(field);
  const asked = Phrase.of(question).words.map(({ stem }) => stem);
  const place = ({ entity }: EntityUse): number => {
    const found = splitName(entity).map((word) => asked.indexOf(stemOf(word)));
    return found.includes(-1) ? Infinity : Math.min(...found);
  };
  const [first] = [...uses].sort((left, right) => place(left) - place(right));
  const named = first === undefined || place(first) === Infinity ? undefined : first;
  const subject = named ?? uses.find((use) => !isReferenced(use, uses, schema)) ?? first;
  return subject && useOf(subject);
}

/** True where another use refers to this one by a foreign key, so that a row of this one comes once for each of those. */
function isReferenced(
  { entity }: EntityUse,
  uses: readonly EntityUse[],
  schema: DatabaseSchema,
): boolean {
  return schema.links.some(
    ({ from, to }) =>
      to.entity === entity &&
      from.entity !== entity &&
      uses.some((other) => other.entity === from.entity),
  );
}

/** The use that a field is of. */
export function useOf({ entity, instance }: EntityUse): EntityUse {
  return { entity, instance };
}

/** A field of a use. */
export function fieldOf(use: EntityUse, field: string): FieldReference {
  return { kind: 'field', entity: use.entity, instance: use.instance, field };
}

/** The entity of that name. */
export function entityNamed(schema: DatabaseSchema, name: string): Entity | undefined {
  return schema.entities.find((entity) => entity.name === name);
}

/** The one field that identifies a row; undefined where none does, or several together. */
export function keyOf(schema: DatabaseSchema, entity: string): EntityField | undefined {
  const keys = entityNamed(schema, entity)?.fields.filter(({ primaryKey }) => primaryKey === true);
  return keys?.length === 1 ? keys[0] : undefined;
}

/** True for keys, own ones and those of other entities: numbers that nobody adds up. */
export function isKey(schema: DatabaseSchema, { entity, field }: FieldReference): boolean {
  const own = entityNamed(schema, entity)?.fields.find(({ name }) => name === field);
  const words = splitName(field);
  return (
    own?.primaryKey === true ||
    ['id', 'key'].includes(words.at(-1)!) ||
    schema.links.some(({ from }) => from.entity === entity && from.fields.includes(field))
  );
}

/** The fields that name a row of an entity for people (see `nameFields`), else its first text, else its key. */
export function namingFields(schema: DatabaseSchema, entity: string): readonly string[] {
  const named = nameFields(schema, entity);
  if (named.length > 0) return named;
  const fields = entityNamed(schema, entity)?.fields ?? [];
  const first =
    fields.find(
      ({ name, type }) =>
        (type === 'text' || type === 'other') &&
        !isKey(schema, { ...ofField, entity, field: name }),
    ) ??
    fields.find(({ primaryKey }) => primaryKey === true) ??
    fields[0];
  return first === undefined ? [] : [first.name];
}

const ofField = { kind: 'field', instance: 0 } as const;

/** True for a query whose every column is made by aggregates and that has one row. */
export function isOneAggregate({ select, groupBy }: SelectQuery): boolean {
  return groupBy.length === 0 && select.length > 0 && select.every(isAggregate);
}

/** True for an aggregate. */
export function isAggregate(expression: Expression): boolean {
  return expression.kind === 'aggregate';
}

/** True for a phrase in which a table or label is named. */
export function namesEntity({ words }: Phrase, schema: DatabaseSchema): boolean {
  const stems = words.map(({ stem }) => stem);
  return schema.entities.some((entity) =>
    splitName(ownName(entity)).every((word) => stems.includes(stemOf(word))),
  );
}

/** True for a phrase that asks for *how many customers*, *which customers*: rows of what a part of a table's name says. */
export function namesSubject({ words }: Phrase, schema: DatabaseSchema): boolean {
  const parts = new Set(
    schema.entities.flatMap((entity) => splitName(ownName(entity)).map(stemOf)),
  );
  return words.some(
    ({ text, stem }, place) =>
      text.length > 3 &&
      text !== stem &&
      parts.has(stem) &&
      /^(?:many|which|what|list|show|all|every|of|the)$/.test(words[place - 1]?.text ?? ''),
  );
}

/** The name of an entity without the namespace that it is in. */
function ownName({ name, path = [name] }: Entity): string {
  return path.at(-1) ?? name;
}
