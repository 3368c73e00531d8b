import type { Condition } from './logical-condition.js';
import type { EntityUse, FieldReference } from './logical-expression.js';
import type { LogicalQuery } from './logical-query.js';

/** How a source is reached from the sources before it. */
export type Join =
  /**
   * Along a link of the schema, in either direction. `with` is the earlier use at the other end.
   * At a link of an entity with itself the new use is the `to` end; the other direction is a join of kind `fields`.
   */
  | {
      readonly kind: 'link';
      readonly link: string;
      readonly with: EntityUse;
      readonly optional: boolean;
    }
  /** On equality of two fields that no link connects. */
  | {
      readonly kind: 'fields';
      readonly left: FieldReference;
      readonly right: FieldReference;
      readonly optional: boolean;
    }
  /** On any condition over the sources so far: columns of derived sources, several keys, ranges. */
  | { readonly kind: 'condition'; readonly condition: Condition; readonly optional: boolean }
  /** No condition: every combination. */
  | { readonly kind: 'cross' };

/** A use of an entity in FROM (MATCH). */
export interface EntitySource extends EntityUse {
  readonly kind?: 'entity';
  readonly join?: Join;
}

/** A subquery in FROM. A {@link ColumnReference} reaches its columns; it sees no other source of the same FROM. */
export interface DerivedSource {
  readonly kind: 'derived';
  readonly query: LogicalQuery;
  readonly join?: Extract<Join, { readonly kind: 'condition' | 'cross' }>;
}

/** One element of FROM (MATCH). The first has no join. */
export type Source = EntitySource | DerivedSource;
