import type { NameScope } from './name-scope.js';
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

/** Windows: of OVER, and those that WINDOW names. */
export function windowNodes(
  nodes: SqlNodes,
  scope: NameScope,
): Pick<SqlNodes, 'windowWords' | 'windowStart' | 'windowName'> {
  const windowName: SqlNode = {
    names: nodes.freeName((place) => ({
      ...place,
      node: {
        words: {
          as: to(() => ({
            symbols: {
              '(': (at) =>
                opened(at, { kind: 'window', then: to(() => nodes.operator) }, windowStart),
            },
          })),
        },
      },
    })),
  };

  const inWindow =
    (action: SqlAction): SqlAction =>
    (place) =>
      place.frame.kind === 'window' ? action(place) : undefined;
  const frameWord = to(() => windowFrame);
  const windowFrame: SqlNode = {
    words: eachWord('between and unbounded preceding following current row'.split(' '), frameWord),
    number: frameWord,
    symbols: { ')': (place) => closed(place, scope) },
  };
  const windowWords: Record<string, SqlAction> = {
    order: inWindow(toWords({ by: to(() => nodes.operand) })),
    rows: inWindow(frameWord),
    range: inWindow(frameWord),
    groups: inWindow(frameWord),
  };
  const windowStart: SqlNode = {
    words: { ...windowWords, partition: toWords({ by: to(() => nodes.operand) }) },
    symbols: { ')': (place) => closed(place, scope) },
  };
  return { windowWords, windowStart, windowName };
}
