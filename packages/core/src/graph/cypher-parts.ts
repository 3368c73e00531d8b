import type { LogicalQuery, SelectQuery } from '@momq/dialect';
import type { DatabaseSchema } from '@momq/dialect';
import type { Projection } from './cypher-projection.js';
import type { CypherScope } from './cypher-scope.js';
import type { CypherVariables } from './cypher-variables.js';

/** What every part of one query text shares. */
export interface CypherText {
  readonly schema: DatabaseSchema;
  readonly variables: CypherVariables;
  /** Writes the queries inside a query. */
  readonly queries: QueryParts;
}

/** Clauses of a query up to its projection. */
export interface QueryBody {
  readonly clauses: readonly string[];
  readonly projection: Projection;
  /** Variables of the queries around it that it uses. */
  readonly imports?: ReadonlySet<string>;
}

/** The rows of a query inside a larger one: clauses, and what its columns are called behind them. */
export interface QueryRows {
  readonly clauses: readonly string[];
  readonly columns: readonly string[];
  /** True when the columns still aggregate. */
  readonly aggregates: boolean;
  /** Variables of the queries around it that it uses. */
  readonly imports?: ReadonlySet<string>;
}

/** Collects the rows of another query in front of a SELECT; gives the variable that holds their list. */
export interface RowCollector {
  rows(query: LogicalQuery): string;
}

/** How a SELECT is to be written when it is a part of something larger. */
export interface SelectOptions {
  /** The query around a correlated one. */
  readonly parent?: CypherScope;
  /** Names of the columns; those of a union have to agree. */
  readonly columns?: readonly string[];
  /** Another condition on the columns of an ungrouped query. */
  readonly filter?: (columns: readonly string[], collector: RowCollector) => string;
}

/** How the rows of a query are to be written. */
export interface RowOptions {
  /** Names for columns that aggregate. */
  readonly named?: boolean;
  /** The query around a correlated one. */
  readonly parent?: CypherScope;
}

/** Writers of whole queries, for those that write a part of one. */
export interface QueryParts {
  select(query: SelectQuery, text: CypherText, options?: SelectOptions): QueryBody;
  /**
   * The rows of a query for a stage that collects or aggregates them. Columns that LIMIT or DISTINCT concerns get
   * names in a WITH of their own; with `named`, aggregates always do.
   */
  rows(query: LogicalQuery, text: CypherText, options?: RowOptions): QueryRows;
  /** A whole query with its RETURN; its columns take the names. */
  text(query: LogicalQuery, text: CypherText, columns: readonly string[]): string;
}
