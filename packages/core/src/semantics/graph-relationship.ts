import type { DatabaseSchema } from '@momq/dialect';
import { typeOfColumn } from '../graph/relationship-names.js';
import type { TaughtLink } from './bound-dataset.js';

/**
 * The relationship type that already says in a graph what a relationship of a semantic model says of properties: one between
 * the same labels that is named after the column, or any where the column refers to a key. Undefined where there is none, so
 * that the properties have to be compared.
 */
export function relationshipInPlace(
  { from, to }: TaughtLink,
  { entities, links }: DatabaseSchema,
): string | undefined {
  const keys = entities
    .find(({ name }) => name === to.entity)
    ?.fields.filter(({ primaryKey }) => primaryKey === true)
    .map(({ name }) => name);
  const isKey = to.fields.length > 0 && to.fields.every((field) => keys?.includes(field) === true);
  const stem = from.fields.map(typeOfColumn).filter(Boolean).join('_');
  return links.find(
    (link) =>
      link.from.entity === from.entity &&
      link.to.entity === to.entity &&
      (isKey || (stem !== '' && (link.name === stem || link.name.endsWith(`_${stem}`)))),
  )?.name;
}
