import type { LogicalQuery } from '@momq/dialect';
import type { DatabaseSchema } from '@momq/dialect';
import { queryParts, queryText } from './cypher-query.js';
import { CypherVariables } from './cypher-variables.js';
import { compareProperties } from './property-links.js';

/**
 * A logical query over a graph schema as Cypher text, which gives the rows that SQL gives for the same query over the
 * tables that the graph came from. Dialect-neutral: openCypher 9 with `CALL { … }` and `EXISTS { … }`.
 *
 * @throws UnsupportedFeatureError for what Cypher cannot say in one statement, such as most correlated values.
 */
export function renderCypher(query: LogicalQuery, schema: DatabaseSchema): string {
  const compared = compareProperties(query, schema);
  return queryText(compared, { schema, variables: new CypherVariables(), queries: queryParts });
}
