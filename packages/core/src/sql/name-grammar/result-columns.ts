import type { QueryNames } from './query-names.js';
import { KeyedNames, type NameRules, type Source } from './sql-names.js';

/** The columns of a whole query's result; null where they are not known. */
export function resultColumns(query: QueryNames, rules: NameRules): KeyedNames | null {
  const sourcesOf = (star: string | null): readonly Source[] =>
    query.sources.filter(({ key }) => star === null || key === star);
  const keys: string[] = [];
  for (const output of query.outputs) {
    if (typeof output === 'string') keys.push(output);
    else if (output !== null)
      for (const { columns } of sourcesOf(output.star)) {
        if (columns === null) return null;
        keys.push(...columns.keys);
      }
  }
  return new KeyedNames(keys, rules);
}
