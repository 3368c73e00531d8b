import type { SqlGrammarRules } from './sql-grammar-rules.js';
import { isPlain, writtenKey } from './sql-names.js';
import type { SqlNodes } from './sql-nodes.js';

/** Longest name that a query defines, in characters. */
const MAX_NAME = 48;

/** Names that a query defines where they stand: aliases, common table expressions, windows. */
export function definedNames(rules: SqlGrammarRules): SqlNodes['freeName'] {
  const fits = ({ text, quoted }: { text: string; quoted: boolean }): boolean =>
    text.length <= MAX_NAME && (quoted || /^[A-Za-z_]?[A-Za-z0-9_]*$/.test(text));
  return (next, allowed = () => true) => ({
    begins: (place, beginning) =>
      fits(beginning) && allowed(place, writtenKey(beginning, rules), beginning.quoted),
    take: (place, name) => {
      const key = writtenKey(name, rules);
      if (name.text === '' || !fits(name) || !allowed(place, key, name.quoted)) return undefined;
      if (!name.quoted && !isPlain(key, rules)) return undefined;
      return next(place, key);
    },
  });
}
