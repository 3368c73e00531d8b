import type { DatabaseSchema } from '@momq/dialect';
import type { LogicalQuery } from '@momq/dialect';
import { UnsupportedFeatureError } from '@momq/dialect';
import { mapQuery } from '../logical/visit-query.js';
import { relationshipNames } from './relationship-names.js';

/**
 * A query over a relational schema as one over the graph that its content migrates to: links take the names of their
 * relationship types; entities and fields keep theirs.
 *
 * @throws UnsupportedFeatureError when `query` uses a link that `relationalSchema` or `graphSchema` does not have.
 */
export function relationalToGraph(
  query: LogicalQuery,
  relationalSchema: DatabaseSchema,
  graphSchema: DatabaseSchema,
): LogicalQuery {
  const names = relationshipNames(relationalSchema);
  const types = new Set(graphSchema.links.map((link) => link.name));
  const rename = (link: string): string => {
    const type = names.get(link);
    if (type === undefined || !types.has(type)) {
      throw new UnsupportedFeatureError(
        `query: expected a link of schema ${relationalSchema.name} that its graph has, got ${link}. Use a link that both schemas list.`,
      );
    }
    return type;
  };
  return mapQuery(query, {
    source: (source) =>
      source.kind !== 'derived' && source.join?.kind === 'link'
        ? { ...source, join: { ...source.join, link: rename(source.join.link) } }
        : source,
  });
}
