import {
  UnsupportedFeatureError,
  type ColumnReference,
  type DatabaseSchema,
  type Entity,
  type FieldReference,
} from '@momq/dialect';
import type { Expr, Window } from 'sqlite3-parser';
import type { ValueKind } from './sqlite-logical-form-value-kind.js';

/** A table of FROM: the name it goes by, and which use of the table it is. */
export interface EntityScopeUse {
  readonly kind: 'entity';
  readonly alias: string;
  readonly entity: Entity;
  readonly instance: number;
}

/** A column of a subquery in FROM; without a name nothing but its position and `*` reach it. */
export interface DerivedColumn {
  readonly name: string | undefined;
  readonly value: ValueKind;
}

/** A subquery of FROM, or a common table expression in its place. */
export interface DerivedScopeUse {
  readonly kind: 'derived';
  readonly alias: string | undefined;
  /** Which derived source of FROM it is. */
  readonly source: number;
  readonly columns: readonly DerivedColumn[];
}

/** One element of FROM. */
export type ScopeUse = EntityScopeUse | DerivedScopeUse;

/** The names that an expression may use; those of the query around it in `parent`. */
export interface Scope {
  /** In the order of the text. */
  readonly uses: readonly ScopeUse[];
  /** Lower-case names of the columns that USING and NATURAL make one. */
  readonly merged: ReadonlySet<string>;
  /** Result columns by lower-case alias. */
  readonly aliases: ReadonlyMap<string, Expr>;
  /** Windows of the WINDOW clause by lower-case name. */
  readonly windows: ReadonlyMap<string, Window>;
  readonly parent: Scope | undefined;
}

/** What a subquery in FROM sees of its own SELECT: nothing, only what is further out. */
export function opaqueScope(parent: Scope | undefined): Scope {
  return { uses: [], merged: new Set(), aliases: new Map(), windows: new Map(), parent };
}

/** SQLite compares names without regard to ASCII case. */
export function sameName(left: string, right: string): boolean {
  return left.toLowerCase() === right.toLowerCase();
}

/** @throws UnsupportedFeatureError when the schema has no such table. */
export function findEntity(schema: DatabaseSchema, name: string): Entity {
  const entity = schema.entities.find((candidate) => sameName(candidate.name, name));
  if (entity === undefined) {
    throw new UnsupportedFeatureError(
      `logical form: expected a table of schema ${schema.name}, got ${name}. Name a table of the schema.`,
    );
  }
  return entity;
}

/** The column of a use that has the name, seen from `outer` queries further in. */
export function referenceTo(
  use: ScopeUse,
  column: string,
  outer = 0,
): FieldReference | ColumnReference | undefined {
  const out = outer > 0 ? { outer } : {};
  if (use.kind === 'derived') {
    const index = use.columns.findIndex(({ name }) => name !== undefined && sameName(name, column));
    return index < 0 ? undefined : { kind: 'column', source: use.source, column: index, ...out };
  }
  const field = use.entity.fields.find((candidate) => sameName(candidate.name, column));
  return (
    field && {
      kind: 'field',
      entity: use.entity.name,
      instance: use.instance,
      field: field.name,
      ...out,
    }
  );
}

/** Every column of a use, in its order. */
export function allColumns(use: ScopeUse): (FieldReference | ColumnReference)[] {
  if (use.kind === 'derived')
    return use.columns.map((_, column) => ({ kind: 'column', source: use.source, column }));
  const { entity, instance } = use;
  return entity.fields.map(({ name }) => ({
    kind: 'field',
    entity: entity.name,
    instance,
    field: name,
  }));
}

/**
 * What `table.column` or `column` names. Enclosing queries are searched from the inside out.
 * Undefined when nothing matches.
 *
 * @throws UnsupportedFeatureError when several tables of one FROM have the column, as SQLite does.
 */
export function resolveColumn(
  scope: Scope,
  table: string | undefined,
  column: string,
): FieldReference | ColumnReference | undefined {
  let outer = 0;
  for (let current: Scope | undefined = scope; current; current = current.parent, outer += 1) {
    const named = current.uses.filter(
      ({ alias }) => table === undefined || (alias !== undefined && sameName(alias, table)),
    );
    const [found, ...more] = named.flatMap((use) => referenceTo(use, column, outer) ?? []);
    if (found === undefined) continue;
    if (more.length > 0 && !current.merged.has(column.toLowerCase())) {
      throw new UnsupportedFeatureError(
        `logical form: expected a column of one table, got ${column}, which is ambiguous. Name its table.`,
      );
    }
    return found;
  }
  return undefined;
}
