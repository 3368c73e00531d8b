import type { DatabaseSchema, Entity } from '@momq/dialect';
import { pick } from './seeded-random.js';
import type { Random } from './seeded-random.js';
import type { DialectTarget } from './training-question.js';

/** How schemas vary from one sight of a question to the next. */
export interface AugmentOptions {
  /** Probability that unused parts are dropped. */
  readonly dropProbability: number;
  /** Probability that entities of another database join. */
  readonly distractProbability: number;
}

/**
 * Shows the same question over another schema: unused entities and fields may go, entities of other databases may come.
 * Everything that the query uses, and every link among kept entities, stays.
 */
export function augmentSchema(
  target: DialectTarget,
  others: readonly DatabaseSchema[],
  options: AugmentOptions,
  random: Random,
): DatabaseSchema {
  let schema = target.schema;
  if (random() < options.dropProbability) schema = dropUnused(target, random);
  if (random() < options.distractProbability)
    schema = addDistractors(schema, pick(others, random), random);
  return schema;
}

function dropUnused({ schema, logical }: DialectTarget, random: Random): DatabaseSchema {
  const used = usedParts(logical);
  const dropEntities = random() * 0.6;
  const dropFields = random() * 0.5;
  const kept = schema.entities.filter(
    ({ name }) => used.entities.has(name) || random() >= dropEntities,
  );
  const names = new Set(kept.map(({ name }) => name));
  const links = schema.links.filter(
    ({ from, to }) => names.has(from.entity) && names.has(to.entity),
  );
  const keys = new Set(
    links.flatMap(({ from, to }) =>
      [from, to].flatMap((end) => end.fields.map((field) => `${end.entity}.${field}`)),
    ),
  );
  const keeps = (entity: Entity, field: string): boolean =>
    used.fields.has(`${entity.name}.${field}`) ||
    keys.has(`${entity.name}.${field}`) ||
    random() >= dropFields;
  const entities = kept.map((entity) => {
    const fields = entity.fields.filter(({ name }) => keeps(entity, name));
    return { ...entity, fields: fields.length > 0 ? fields : entity.fields.slice(0, 1) };
  });
  return { ...schema, entities, links };
}

const maxDistractorFields = 8;

function addDistractors(
  schema: DatabaseSchema,
  other: DatabaseSchema,
  random: Random,
): DatabaseSchema {
  const taken = new Set(schema.entities.map(({ name }) => name.toLowerCase()));
  const count = random() < 0.6 ? 1 : 2;
  const start = Math.floor(random() * other.entities.length);
  const chosen = [...other.entities.slice(start), ...other.entities.slice(0, start)]
    .filter(({ name }) => !taken.has(name.toLowerCase()))
    .slice(0, count)
    .map((entity) => ({ ...entity, fields: entity.fields.slice(0, maxDistractorFields) }));
  const has = (end: { entity: string; fields: readonly string[] }): boolean => {
    const entity = chosen.find(({ name }) => name === end.entity);
    return (
      entity !== undefined &&
      end.fields.every((field) => entity.fields.some(({ name }) => name === field))
    );
  };
  const linkNames = new Set(schema.links.map(({ name }) => name));
  const links = other.links.filter(
    ({ name, from, to }) => !linkNames.has(name) && has(from) && has(to),
  );
  return {
    ...schema,
    entities: [...schema.entities, ...chosen],
    links: [...schema.links, ...links],
  };
}

function usedParts(query: unknown): { entities: Set<string>; fields: Set<string> } {
  const entities = new Set<string>();
  const fields = new Set<string>();
  const visit = (node: unknown): void => {
    if (Array.isArray(node)) node.forEach(visit);
    else if (typeof node === 'object' && node !== null) {
      const { entity, field } = node as { entity?: unknown; field?: unknown };
      if (typeof entity === 'string') {
        entities.add(entity);
        if (typeof field === 'string') fields.add(`${entity}.${field}`);
      }
      Object.values(node).forEach(visit);
    }
  };
  visit(query);
  return { entities, fields };
}
