import type { NameScope } from './name-scope.js';
import { looseText } from './operand-nodes.js';
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
} from './sql-place.js';

/** Functions of which the first argument is mostly a text. */
const FORMATS = new Set(['strftime', 'printf', 'format', 'date', 'datetime', 'time', 'julianday']);

/** Functions written with words between their arguments. */
const WORDED = new Set(['substring', 'trim', 'position', 'overlay']);

/** An action that only such functions have. */
export function worded(action: SqlAction): SqlAction {
  return (place) =>
    place.frame.kind === 'call' && WORDED.has(place.frame.part ?? '') ? action(place) : undefined;
}

/** Calls of functions, and what makes windows and ordered sets of them. */
export function callNodes(
  nodes: SqlNodes,
  scope: NameScope,
  rules: SqlGrammarRules,
): Pick<SqlNodes, 'called' | 'callStart'> {
  const { operand } = nodes;
  const toOperand = to(() => nodes.operand);
  const called: SqlNodes['called'] = (place, name) => {
    const { query } = place;
    const item = query.clause === 'select' && query.item === undefined ? name : query.item;
    return opened(
      { ...place, query: { ...query, item } },
      { kind: 'call', part: name, then: to(() => afterCall) },
      FORMATS.has(name) ? { ...callStart, ...looseText(nodes, rules) } : callStart,
    );
  };

  const callStart: SqlNode = {
    ...operand,
    words: {
      ...operand.words,
      ...eachWord(['distinct', 'all'], toOperand),
      ...eachWord(
        ['both', 'leading', 'trailing'],
        worded(to(() => ({ ...operand, words: { ...operand.words, from: toOperand } }))),
      ),
    },
    symbols: {
      ...operand.symbols,
      '*': to(() => ({ symbols: { ')': (place) => closed(place, scope) } })),
      ')': (place) => closed(place, scope),
    },
  };

  const afterCall: SqlNode = {
    ...nodes.operator,
    names: nodes.implicitAlias(() => true),
    words: {
      ...nodes.operator.words,
      over: to(() => ({
        symbols: {
          '(': (place) =>
            opened(place, { kind: 'window', then: to(() => nodes.operator) }, nodes.windowStart),
        },
        names: nodes.freeName((place) => ({ ...place, node: nodes.operator })),
      })),
      filter: to(() => ({
        symbols: {
          '(': (place) =>
            opened(
              place,
              { kind: 'filter', then: to(() => afterCall) },
              { words: { where: toOperand } },
            ),
        },
      })),
      within: toWords({
        group: to(() => ({
          symbols: {
            '(': (place) =>
              opened(
                place,
                { kind: 'window', then: to(() => afterCall) },
                { words: { order: toWords({ by: toOperand }) } },
              ),
          },
        })),
      }),
    },
  };

  return { called, callStart };
}
