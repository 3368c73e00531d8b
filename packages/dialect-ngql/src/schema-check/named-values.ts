import type { MatchClause, PathPattern } from '../syntax/syntax-tree.js';

/** What a name of MATCH stands for: a vertex of some tags, or an edge of some types. Empty: of any. */
export interface NamedValue {
  readonly tags?: readonly string[];
  readonly types?: readonly string[];
}

/** What the names of a place stand for. */
export type NamedValues = ReadonlyMap<string, NamedValue>;

/** The names that are known behind a clause. */
export function namesBehind(clause: MatchClause, before: NamedValues): NamedValues {
  switch (clause.kind) {
    case 'match':
      return namesOfPaths(clause.paths, before);
    case 'unwind':
      return without(before, clause.name);
    case 'with': {
      const kept = clause.projection.all ? [...before] : [];
      const given = clause.projection.columns.flatMap(({ expression, name }) => {
        const value = expression.kind === 'label' ? before.get(expression.name) : undefined;
        const title = name ?? (expression.kind === 'label' ? expression.name : undefined);
        return value === undefined || title === undefined ? [] : [[title, value] as const];
      });
      return new Map([...kept, ...given]);
    }
    case 'return':
      return before;
  }
}

/** Names and those of some paths; a tag that is given once counts wherever the name stands. */
export function namesOfPaths(paths: readonly PathPattern[], before: NamedValues): NamedValues {
  const names = new Map(before);
  for (const { nodes, edges } of paths) {
    for (const { name, labels } of nodes) {
      const tags = labels.map((label) => label.name);
      if (name !== '' && (tags.length > 0 || !names.has(name))) names.set(name, { tags });
    }
    for (const { name, types, range } of edges)
      if (name !== '') names.set(name, range === undefined ? { types } : {});
  }
  return names;
}

function without(names: NamedValues, name: string): NamedValues {
  return new Map([...names].filter(([each]) => each !== name));
}
