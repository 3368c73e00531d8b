import type { DatabaseSchema, Value } from '@momq/dialect';

/** A node of a property graph. Absent properties are null. */
export interface GraphNode {
  readonly label: string;
  readonly properties: Readonly<Record<string, Value>>;
}

/** A directed relationship; `from` and `to` are positions in {@link GraphContent.nodes}. */
export interface GraphRelationship {
  readonly type: string;
  readonly from: number;
  readonly to: number;
  readonly properties: Readonly<Record<string, Value>>;
}

/** A property graph as plain data, from which every graph pack can build its own database. */
export interface GraphContent {
  /** Schema of family `graph`. */
  readonly schema: DatabaseSchema;
  readonly nodes: readonly GraphNode[];
  readonly relationships: readonly GraphRelationship[];
}
