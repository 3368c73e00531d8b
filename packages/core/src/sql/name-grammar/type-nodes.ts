import type { AllowedNames, WrittenName } from '../../text-grammar/grammar-node.js';
import { NameList } from '../../text-grammar/name-list.js';
import type { NameScope } from './name-scope.js';
import type { SqlGrammarRules } from './sql-grammar-rules.js';
import type { SqlNodes } from './sql-nodes.js';
import {
  closed,
  eachWord,
  opened,
  to,
  toWords,
  type SqlAction,
  type SqlNode,
  type SqlPlace,
} from './sql-place.js';

/** Types of casts. */
export function typeNodes(
  nodes: SqlNodes,
  scope: NameScope,
  rules: SqlGrammarRules,
): Pick<SqlNodes, 'type'> {
  const types = new NameList(rules.types);
  const typeNames: AllowedNames<SqlPlace> = {
    begins: (_, { text, quoted }) => !quoted && types.begins(text.toLowerCase()),
    take: (place, { text, quoted }: WrittenName) =>
      !quoted && types.has(text.toLowerCase()) ? { ...place, node: afterType } : undefined,
  };
  const endCast: SqlAction = (place) =>
    place.frame.kind === 'cast' ? closed(place, scope) : nodes.operator.symbols?.[')']?.(place);
  const afterType: SqlNode = {
    ...nodes.operator,
    words: {
      ...nodes.operator.words,
      ...eachWord(
        ['precision', 'varying'],
        to(() => afterType),
      ),
      ...eachWord(['with', 'without'], toWords({ time: toWords({ zone: to(() => afterType) }) })),
    },
    symbols: {
      ...nodes.operator.symbols,
      ')': endCast,
      '(': (place) => opened(place, { kind: 'names', then: to(() => afterType) }, typeSize),
      ...(rules.forms.includes('array') && {
        '[': to(() => ({ symbols: { ']': to(() => afterType) } })),
      }),
    },
  };
  const typeSize: SqlNode = {
    number: to(() => ({
      symbols: { ',': to(() => typeSize), ')': (place) => closed(place, scope) },
    })),
  };
  return { type: { names: typeNames } };
}
