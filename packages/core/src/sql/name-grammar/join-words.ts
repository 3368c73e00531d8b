import type { SqlNodes } from './sql-nodes.js';
import type { SqlAction, SqlNode } from './sql-place.js';

/** Words between two tables of FROM. */
export function joinWords(nodes: SqlNodes): Readonly<Record<string, SqlAction>> {
  const joins = (node: () => SqlNode): SqlAction => {
    return (place) =>
      place.frame.kind === 'query' && (place.query.clause === 'from' || place.query.clause === 'on')
        ? { ...place, node: node(), query: { ...place.query, clause: 'from' } }
        : undefined;
  };
  const joined: SqlNode = { words: { join: joins(() => nodes.table) } };
  const outer: SqlNode = { words: { ...joined.words, outer: joins(() => joined) } };
  const merging: SqlAction = (place) =>
    joins(() => ({
      words: {
        ...joined.words,
        inner: joins(() => joined),
        left: joins(() => outer),
        right: joins(() => outer),
        full: joins(() => outer),
      },
    }))({
      ...place,
      query: { ...place.query, merged: true },
    });
  return {
    join: joins(() => nodes.table),
    inner: joins(() => joined),
    cross: joins(() => joined),
    left: joins(() => outer),
    right: joins(() => outer),
    full: joins(() => outer),
    natural: merging,
  };
}
