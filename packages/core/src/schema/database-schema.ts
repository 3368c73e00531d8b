/**
 * One schema model for relational and graph databases.
 *
 * | here | relational | property graph |
 * |---|---|---|
 * | {@link Entity} | table | node label (tag) |
 * | {@link EntityField} | column | property |
 * | {@link Link} | foreign key | relationship type (edge type) |
 *
 * @module
 */

/** Data model family of a database and of the dialects that query it. */
export type Family = 'relational' | 'graph';

/** Coarse type of a field, enough to link questions and to check operators. */
export type FieldType = 'text' | 'integer' | 'real' | 'boolean' | 'date' | 'datetime' | 'other';

/** A column of a table or a property of a node label or relationship type. */
export interface EntityField {
  readonly name: string;
  readonly type: FieldType;
  /** The type as the engine spells it, for example `numeric(10,2)`. */
  readonly nativeType?: string;
  /** True when the field is part of the primary key (graphs: of the identifying properties). */
  readonly primaryKey?: boolean;
}

/** A table, or a node label. */
export interface Entity {
  readonly name: string;
  readonly fields: readonly EntityField[];
}

/** One end of a {@link Link}. `fields` is empty for relationships of a graph. */
export interface LinkEnd {
  readonly entity: string;
  readonly fields: readonly string[];
}

/** A foreign key (from the referencing table) or a relationship type (from its start label). */
export interface Link {
  /** Relationship type; for a foreign key a name unique in the schema, such as `concert.singer_id`. */
  readonly name: string;
  readonly from: LinkEnd;
  readonly to: LinkEnd;
  /** Properties of the relationship; empty for foreign keys. */
  readonly fields: readonly EntityField[];
}

/** What {@link Database.schema} reads from an engine. */
export interface DatabaseSchema {
  readonly name: string;
  readonly family: Family;
  readonly entities: readonly Entity[];
  readonly links: readonly Link[];
}

/** A value of a result row. Integers beyond 2^53 are `bigint`; dates and times are ISO 8601 text. */
export type Value =
  string | number | bigint | boolean | null | readonly Value[] | { readonly [key: string]: Value };

/** A database as plain data: a relational schema and its rows, from which every pack can build its own. */
export interface DatabaseContent {
  readonly schema: DatabaseSchema;
  /** Rows per entity, in the order of the entity's fields. */
  readonly rows: Readonly<Record<string, readonly (readonly Value[])[]>>;
}
