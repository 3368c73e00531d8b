import type { SelectQuery } from '@momq/dialect';
import type { CypherNestedQueries } from './cypher-nested.js';
import type { CypherText } from './cypher-parts.js';
import type { CypherScope } from './cypher-scope.js';

/** One SELECT on its way to Cypher. */
export interface SelectParts {
  /** With every `*` written out. */
  readonly query: SelectQuery;
  readonly text: CypherText;
  readonly scope: CypherScope;
  readonly nested: CypherNestedQueries;
  /** Names of the columns, where the query around it needs certain ones. */
  readonly columns: readonly string[] | undefined;
}
