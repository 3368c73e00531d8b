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

/** How a text or number field holds points in time, where its declared type does not say so: seen in its values. */
export type TemporalEncoding =
  'iso-date' | 'iso-datetime' | 'unix-seconds' | 'unix-milliseconds' | 'year';

/** A value of a field and what people call it, for example 3 and `cancelled`. */
export interface ValueMeaning {
  readonly value: string | number | boolean;
  /** At least one; the first is the one to show. */
  readonly names: readonly string[];
}

/** A column of a table or a property of a node label or relationship type. */
export interface EntityField {
  readonly name: string;
  readonly type: FieldType;
  /** The type as the engine spells it, for example `numeric(10,2)`. */
  readonly nativeType?: string;
  /** True when the field is part of the primary key (graphs: of the identifying properties). */
  readonly primaryKey?: boolean;
  /** False when the engine refuses NULL; default: unknown. */
  readonly nullable?: boolean;
  /** True when the engine computes it from other fields. */
  readonly generated?: boolean;
  /** What people wrote about it, in the database or in a semantic model. */
  readonly comment?: string;
  /** What people call it beside its name, the best known first. */
  readonly aliases?: readonly string[];
  /** What its codes stand for, as far as somebody said it. */
  readonly meanings?: readonly ValueMeaning[];
  /** The values that its type allows, of an enum. */
  readonly allowedValues?: readonly string[];
  /** Some of its values, as an example. */
  readonly samples?: readonly Value[];
  readonly temporal?: TemporalEncoding;
}

/** What an entity is in its engine. Default `table` (graphs: `label`). */
export type EntityKind =
  'table' | 'view' | 'materialized-view' | 'foreign-table' | 'partitioned-table' | 'label';

/** A table, or a node label. */
export interface Entity {
  /** Unique in the schema: the plain name where that is enough for a query, else with its namespace: `sales.employee`. */
  readonly name: string;
  readonly kind?: EntityKind;
  /** Where the engine keeps it, for example PostgreSQL's schema; default: the one namespace that the database has. */
  readonly namespace?: string;
  /** The name's parts as a query spells them, each quoted by itself; default: {@link Entity.name} alone. */
  readonly path?: readonly string[];
  readonly comment?: string;
  /** What people call it beside its name, the best known first. */
  readonly aliases?: readonly string[];
  /** Rows, as the engine estimates or counts them. */
  readonly rowCount?: number;
  readonly fields: readonly EntityField[];
}

/**
 * One end of a {@link Link}. `fields` is empty for relationships of a graph; a graph's link with fields is none: a semantic model
 * says that these properties are equal at both ends.
 */
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
  /** True when the database does not declare it: concluded from names, types and values. */
  readonly inferred?: boolean;
  /** True when a semantic model declares it and the database does not. */
  readonly taught?: boolean;
  readonly comment?: string;
}

/** What {@link Database.schema} reads from an engine. */
export interface DatabaseSchema {
  readonly name: string;
  readonly family: Family;
  readonly entities: readonly Entity[];
  readonly links: readonly Link[];
  /** What could not be read and why, a sentence each. */
  readonly notes?: readonly string[];
}

/**
 * A value of a result row, without loss. Integers beyond 2^53 are `bigint`; decimals that a number cannot hold are text, and so
 * are bytes (hexadecimal, `\\x` before it) and dates and times (ISO 8601). Numbers may be NaN or infinite where the engine has them.
 */
export type Value =
  string | number | bigint | boolean | null | readonly Value[] | { readonly [key: string]: Value };

/** A database as plain data: a relational schema and its rows, from which every pack can build its own. */
export interface DatabaseContent {
  readonly schema: DatabaseSchema;
  /** Rows per entity, in the order of the entity's fields. */
  readonly rows: Readonly<Record<string, readonly (readonly Value[])[]>>;
}
