import {
  UnsupportedFeatureError,
  type DatabaseSchema,
  type Entity,
  type FieldReference,
} from '@momq/dialect';
import type { Expr } from 'sqlite3-parser';

/** One element of FROM: the table, the name it goes by, and which use of the table it is. */
export interface ScopeUse {
  readonly alias: string;
  readonly entity: Entity;
  readonly instance: number;
}

/** The names that an expression may use, innermost query first. */
export interface Scope {
  readonly uses: readonly ScopeUse[];
  /** Result columns by lower-case alias. */
  readonly resultAliases: ReadonlyMap<string, Expr>;
  readonly parent?: Scope;
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

function referenceTo(use: ScopeUse, column: string): FieldReference | undefined {
  const field = use.entity.fields.find((candidate) => sameName(candidate.name, column));
  return (
    field && { kind: 'field', entity: use.entity.name, instance: use.instance, field: field.name }
  );
}

/**
 * The field that `table.column` or `column` names; the first match where several tables have the column.
 * Enclosing queries are searched from the inside out. Undefined when nothing matches.
 *
 * @throws UnsupportedFeatureError when an enclosing query's use is hidden by an inner use of the same table.
 */
export function resolveColumn(
  scope: Scope,
  table: string | undefined,
  column: string,
): FieldReference | undefined {
  for (let current: Scope | undefined = scope; current !== undefined; current = current.parent) {
    const aliased = current.uses.filter((use) => table === undefined || sameName(use.alias, table));
    const named =
      aliased.length > 0 || table === undefined
        ? aliased
        : current.uses.filter((use) => sameName(use.entity.name, table));
    for (const use of named) {
      const reference = referenceTo(use, column);
      if (reference === undefined) continue;
      if (current !== scope) rejectHidden(scope, current, reference);
      return reference;
    }
  }
  return undefined;
}

function rejectHidden(scope: Scope, owner: Scope, reference: FieldReference): void {
  for (
    let inner: Scope | undefined = scope;
    inner !== undefined && inner !== owner;
    inner = inner.parent
  ) {
    if (
      inner.uses.some(
        (use) => use.entity.name === reference.entity && use.instance === reference.instance,
      )
    ) {
      throw new UnsupportedFeatureError(
        `logical form: a subquery over ${reference.entity} refers to ${reference.entity} of the enclosing query, which the form cannot name. Rewrite it with GROUP BY or a join.`,
      );
    }
  }
}
