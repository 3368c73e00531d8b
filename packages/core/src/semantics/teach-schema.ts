import type { DatabaseSchema, Entity, EntityField, Link, ValueMeaning } from '@momq/dialect';
import { splitName } from '../linking/split-name.js';
import type { BoundDataset, TaughtLink } from './bound-dataset.js';
import type { ModelField } from './semantic-model.js';

/** The schema with what is taught about it, once without and once with what is hidden. */
export function teachSchema(
  schema: DatabaseSchema,
  datasets: readonly BoundDataset[],
  links: readonly TaughtLink[],
): { readonly schema: DatabaseSchema; readonly whole: DatabaseSchema } {
  const byEntity = new Map<string, BoundDataset[]>();
  for (const bound of datasets)
    byEntity.set(bound.entity.name, [...(byEntity.get(bound.entity.name) ?? []), bound]);
  const of = ({ name }: Entity): readonly BoundDataset[] => byEntity.get(name) ?? [];
  const entities = schema.entities.map((entity) => teachEntity(entity, of(entity)));
  const whole = { ...schema, entities, links: teachLinks(schema.links, links) };
  const hidden = new Set(
    datasets.filter(({ dataset }) => dataset.hidden).map(({ entity }) => entity.name),
  );
  const hiddenField = (entity: Entity, { name }: EntityField): boolean =>
    of(entity).some(({ fields }) =>
      fields.some(({ field, column }) => field.hidden && column.name === name),
    );
  return {
    whole,
    schema: {
      ...whole,
      entities: entities
        .filter(({ name }) => !hidden.has(name))
        .map((entity) => ({
          ...entity,
          fields: entity.fields.filter((field) => !hiddenField(entity, field)),
        })),
      links: whole.links.filter(
        ({ from, to }) => !hidden.has(from.entity) && !hidden.has(to.entity),
      ),
    },
  };
}

function teachEntity(entity: Entity, datasets: readonly BoundDataset[]): Entity {
  if (datasets.length === 0) return entity;
  const names = datasets.flatMap(({ dataset }) => [dataset.name, ...dataset.aliases]);
  const aliases = otherNames(entity.name, [...names, ...(entity.aliases ?? [])]);
  const comment = datasets.find(({ dataset }) => dataset.description)?.dataset.description;
  const keys = new Set(datasets.flatMap(({ dataset }) => dataset.primaryKey));
  const hasKey = entity.fields.some(({ primaryKey }) => primaryKey === true);
  return {
    ...entity,
    ...(aliases.length > 0 && { aliases }),
    ...(comment !== undefined && { comment }),
    fields: entity.fields.map((field) => {
      const taught = datasets.flatMap(({ fields }) =>
        fields.filter(({ column }) => column.name === field.name).map((each) => each.field),
      );
      const key = !hasKey && keys.has(field.name);
      return { ...teachField(field, taught), ...(key && { primaryKey: true }) };
    }),
  };
}

function teachField(field: EntityField, taught: readonly ModelField[]): EntityField {
  if (taught.length === 0) return field;
  const names = taught.flatMap(({ name, aliases }) => [name, ...aliases]);
  const aliases = otherNames(field.name, [...names, ...(field.aliases ?? [])]);
  const comment = taught.find(({ description }) => description !== undefined)?.description;
  const meanings = taught.flatMap(({ codes }) => codes.map((each) => meaningOf(each, field)));
  const allowed = taught.find(({ allowedValues }) => allowedValues !== undefined)?.allowedValues;
  return {
    ...field,
    ...(aliases.length > 0 && { aliases }),
    ...(comment !== undefined && { comment }),
    ...(meanings.length > 0 && { meanings }),
    ...(allowed !== undefined && field.allowedValues === undefined && { allowedValues: allowed }),
  };
}

function meaningOf({ code, names }: ModelField['codes'][number], field: EntityField): ValueMeaning {
  const isNumber = field.type === 'integer' || field.type === 'real';
  if (isNumber && code.trim() !== '' && Number.isFinite(Number(code)))
    return { value: Number(code), names };
  if (field.type === 'boolean' && /^(true|false|1|0)$/i.test(code))
    return { value: /^(true|1)$/i.test(code), names };
  return { value: code, names };
}

/** Names that differ from its own and from each other, however they are written. */
function otherNames(own: string, names: readonly string[]): string[] {
  const key = (name: string): string => splitName(name).join(' ');
  const seen = new Set([key(own)]);
  return names.filter((name) => {
    const isNew = !seen.has(key(name));
    seen.add(key(name));
    return isNew;
  });
}

function teachLinks(known: readonly Link[], taught: readonly TaughtLink[]): Link[] {
  const same = (left: TaughtLink, right: TaughtLink): boolean =>
    JSON.stringify([left.from, left.to]) === JSON.stringify([right.from, right.to]);
  const declared = known.map((link) => {
    if (link.inferred !== true || !taught.some((each) => same(each, link))) return link;
    const { inferred: _, ...certain } = link;
    return { ...certain, taught: true };
  });
  const links: Link[] = [...declared];
  for (const { from, to } of taught) {
    if (links.some((link) => same(link, { from, to }))) continue;
    const base = `${from.entity}.${from.fields[0] ?? ''}`;
    let name = base;
    for (let number = 2; links.some((link) => link.name === name); number++)
      name = `${base}→${to.entity}${number > 2 ? ` ${number - 1}` : ''}`;
    links.push({
      name,
      from: { entity: from.entity, fields: from.fields },
      to: { entity: to.entity, fields: to.fields },
      fields: [],
      taught: true,
    });
  }
  return links;
}
