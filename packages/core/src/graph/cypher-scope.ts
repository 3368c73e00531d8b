import type {
  ColumnReference,
  DatabaseSchema,
  EntityUse,
  Expression,
  FieldReference,
  SelectQuery,
} from '@momq/dialect';
import { UnsupportedFeatureError } from '@momq/dialect';
import { entitySources } from '../logical/entity-sources.js';
import { columnTypes, type ColumnTypes } from '../logical/expression-type.js';
import { quoteName } from './cypher-names.js';
import type { CypherVariables } from './cypher-variables.js';

/** Identity of an entity use inside one SELECT. */
export function useKey(use: EntityUse): string {
  return `${use.instance}:${use.entity}`;
}

/** What a scope is made for. */
export interface ScopeParts {
  readonly query: Pick<SelectQuery, 'from'>;
  readonly schema: DatabaseSchema;
  readonly variables: CypherVariables;
  /** The query around a correlated one. */
  readonly parent?: CypherScope | undefined;
  /** What the columns of each derived source are written as. */
  readonly columns?: readonly (readonly string[])[];
}

/** The variables of one SELECT; uses that it does not declare belong to the query around it. */
export class CypherScope {
  readonly parent: CypherScope | undefined;
  readonly query: Pick<SelectQuery, 'from'>;
  /** Tells the types of columns of derived sources. */
  readonly types: ColumnTypes;
  /** Variables of the queries around this one that it uses, which a CALL has to import. */
  readonly imports = new Set<string>();
  private readonly nodes: ReadonlyMap<string, string>;
  private readonly columns: readonly (readonly string[])[];

  constructor({ query, schema, variables, parent, columns = [] }: ScopeParts) {
    this.parent = parent;
    this.query = query;
    this.columns = columns;
    this.types = columnTypes(query, schema, parent?.types);
    this.nodes = new Map(
      entitySources(query.from).map((source) => [
        useKey(source),
        variables.forLabel(source.entity),
      ]),
    );
  }

  declares(use: EntityUse): boolean {
    return this.nodes.has(useKey(use));
  }

  /** @throws UnsupportedFeatureError for a use that no FROM declares. */
  node(use: EntityUse, outer = 0): string {
    const own = outer > 0 ? undefined : this.nodes.get(useKey(use));
    if (own !== undefined) return own;
    if (this.parent === undefined) {
      throw new UnsupportedFeatureError(
        `query: expected every field to belong to an entity of FROM, got ${use.entity} (use ${use.instance}). Add it to \`from\`.`,
      );
    }
    return this.imported(this.parent.node(use, Math.max(0, outer - 1)));
  }

  property(field: FieldReference): string {
    return `${this.node(field, field.outer)}.${quoteName(field.field)}`;
  }

  /** What a column of a derived source is written as. @throws UnsupportedFeatureError for one that FROM does not have */
  column({ source, column, outer = 0 }: ColumnReference): string {
    if (outer > 0 && this.parent !== undefined) {
      const written = this.parent.column({ kind: 'column', source, column, outer: outer - 1 });
      this.imported(written.replace(/\[\d+\]$/, ''));
      return written;
    }
    const found = outer > 0 ? undefined : this.columns[source]?.[column];
    if (found !== undefined) return found;
    throw new UnsupportedFeatureError(
      `query: expected a column of a subquery in FROM, got column ${column} of ${source}. Add it to \`from\`.`,
    );
  }

  private imported(variable: string): string {
    this.imports.add(variable);
    return variable;
  }
}

/** Names that WITH gave to expressions: from there on they are written by name. */
export type NamedExpressions = ReadonlyMap<string, string>;

/** Key of an expression in {@link NamedExpressions}. */
export function expressionKey(expression: Expression): string {
  return JSON.stringify(expression, (_, value: unknown) =>
    typeof value === 'object' && value !== null && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
      : value,
  );
}
