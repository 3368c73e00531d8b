import type { PropertyGraph } from '@momq/graph-store';
import type { FieldType } from '@momq/dialect';

/** Properties of a tag or an edge type, with their coarse types. */
export type PropertyTypes = ReadonlyMap<string, FieldType>;

/** A graph with the schema that NebulaGraph demands of one. */
export interface Space {
  readonly name: string;
  readonly graph: PropertyGraph;
  readonly tags: ReadonlyMap<string, PropertyTypes>;
  readonly edges: ReadonlyMap<string, PropertyTypes>;
}
