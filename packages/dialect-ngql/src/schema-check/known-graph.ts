import type { DatabaseSchema, FieldType } from '@momq/dialect';

/** Fields by name, with their coarse types. */
export type Fields = ReadonlyMap<string, FieldType>;

/** An edge type: its properties, and which tags it joins. */
export interface KnownEdge {
  readonly fields: Fields;
  readonly ends: readonly { readonly from: string; readonly to: string }[];
}

/** A schema by names. */
export interface KnownGraph {
  readonly tags: ReadonlyMap<string, Fields>;
  readonly edges: ReadonlyMap<string, KnownEdge>;
}

/** The names of a schema. An edge type may join several pairs of tags. */
export function knownGraph({ entities, links }: DatabaseSchema): KnownGraph {
  const edges = new Map<string, KnownEdge>();
  for (const { name, from, to, fields } of links) {
    const known = edges.get(name);
    edges.set(name, {
      fields: new Map([...(known?.fields ?? []), ...fieldsOf(fields)]),
      ends: [...(known?.ends ?? []), { from: from.entity, to: to.entity }],
    });
  }
  return { tags: new Map(entities.map(({ name, fields }) => [name, fieldsOf(fields)])), edges };
}

function fieldsOf(fields: readonly { readonly name: string; readonly type: FieldType }[]): Fields {
  return new Map(fields.map(({ name, type }) => [name, type]));
}
