import { UnsupportedFeatureError } from '@momq/dialect';
import type { DatabaseSchema, EntityUse, FieldReference } from '@momq/dialect';

/**
 * What a join along a link equates: pairs of a field of the earlier use and one of the later.
 *
 * @throws UnsupportedFeatureError for a link that the schema lacks or that does not connect the two
 */
export function linkedFields(
  schema: DatabaseSchema,
  name: string,
  uses: { readonly earlier: EntityUse; readonly later: EntityUse },
): readonly (readonly [FieldReference, FieldReference])[] {
  const { earlier, later } = uses;
  const link = schema.links.find((candidate) => candidate.name === name);
  if (link === undefined) {
    const known = schema.links.map((candidate) => candidate.name).join(', ');
    throw new UnsupportedFeatureError(
      `query: expected a link of the schema (${known}), got ${name}.`,
    );
  }
  const forwards = link.from.entity === earlier.entity && link.to.entity === later.entity;
  const backwards = link.to.entity === earlier.entity && link.from.entity === later.entity;
  if (!forwards && !backwards) {
    throw new UnsupportedFeatureError(
      `query: expected ${link.name} to connect ${earlier.entity} and ${later.entity}, but it connects ${link.from.entity} and ${link.to.entity}.`,
    );
  }
  const [near, far] = forwards ? [link.from, link.to] : [link.to, link.from];
  const at = (use: EntityUse, field: string): FieldReference => ({
    kind: 'field',
    entity: use.entity,
    instance: use.instance,
    field,
  });
  return near.fields.map((field, index) => [
    at(earlier, field),
    at(later, far.fields[index] ?? field),
  ]);
}
