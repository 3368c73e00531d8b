import { within } from './expression-parts.js';
import { columnsOf, sentencesWithin } from './sentence-parts.js';
import type { Sentence } from './syntax-tree.js';
import type { TokenReader } from './token-reader.js';

/**
 * `$name` alone is a value only where it is a parameter: a variable of the text is a whole result.
 *
 * @throws QuerySyntaxError for a variable that is put out, and for one that hides a parameter
 */
export function requireVariablesApart(
  reader: TokenReader,
  statements: readonly Sentence[],
  parameters: ReadonlySet<string> | undefined,
): void {
  const all = statements.flatMap((statement) => [...sentencesWithin(statement)]);
  const assigned = new Set(all.flatMap((each) => (each.kind === 'assign' ? [each.variable] : [])));
  for (const sentence of all) {
    if (sentence.kind === 'assign' && parameters?.has(sentence.variable))
      throw reader.errorAt(sentence.start, 'Variable definition conflicts with a parameter');
    for (const { expression } of columnsOf(sentence)) {
      for (const each of within(expression)) {
        if (each.kind !== 'variable') continue;
        const isVariable = parameters ? !parameters.has(each.name) : assigned.has(each.name);
        if (isVariable) throw reader.errorAt(each.start, 'Direct output of variable is prohibited');
      }
    }
  }
}
