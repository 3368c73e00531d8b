import type { DatabaseSchema } from '@momq/dialect';
import type { QueryItem } from '@momq/core/logical';
import { fieldKey } from './position-types.js';
import { locateItems } from './schema-relations.js';

/**
 * The vector of what an item belongs to, made from the items' own vectors without encoding more text:
 * of a field its entity, of an entity the mean of its fields, of a link the mean of its ends,
 * of a value the mean of the fields that contain it.
 *
 * @param names - own vector per item, float32 (width)
 * @returns one vector per item; zeros where there is nothing
 */
export function contextVectors(
  items: readonly QueryItem[],
  schema: DatabaseSchema,
  names: readonly Float32Array[],
  width: number,
): Float32Array[] {
  const { entities, fields } = locateItems(items);
  const fieldsOf = new Map(schema.entities.map((entity) => [entity.name, entity.fields]));
  const links = new Map(schema.links.map((link) => [link.name, link]));
  const mean = (positions: readonly (number | undefined)[]): Float32Array => {
    const sum = new Float32Array(width);
    const found = positions.filter((position) => position !== undefined);
    for (const position of found) {
      const vector = names[position]!;
      for (let axis = 0; axis < width; axis++) sum[axis]! += vector[axis]! / found.length;
    }
    return sum;
  };
  return items.map((item) => {
    switch (item.kind) {
      case 'entity':
        return mean(
          (fieldsOf.get(item.entity) ?? []).map((field) =>
            fields.get(fieldKey(item.entity, field.name)),
          ),
        );
      case 'field':
        return mean([entities.get(item.entity)]);
      case 'link': {
        const link = links.get(item.link);
        return mean(
          link === undefined ? [] : [entities.get(link.from.entity), entities.get(link.to.entity)],
        );
      }
      case 'value':
        return mean(item.fields.map(({ entity, field }) => fields.get(fieldKey(entity, field))));
    }
  });
}
