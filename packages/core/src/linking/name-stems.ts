import { stemOf } from './question-words.js';
import { splitName } from './split-name.js';

/** Names of some hundred large schemas; a server that opens more begins again. */
const maxKnown = 100_000;
const known = new Map<string, readonly string[]>();

/** Stems of the words of a table's or column's name. */
export function nameStems(name: string): readonly string[] {
  let stems = known.get(name);
  if (stems === undefined) {
    stems = splitName(name).map(stemOf);
    if (known.size === maxKnown) known.clear();
    known.set(name, stems);
  }
  return stems;
}
