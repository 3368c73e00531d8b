import { opensCase } from './cypher-case.js';
import { anything } from './graph-names.js';
import type { CypherNodes } from './cypher-nodes.js';
import {
  closeFrame,
  eachWord,
  expression,
  goTo,
  noPattern,
  openFrame,
  type CypherAction,
  type CypherNode,
  type CypherPlace,
} from './cypher-place.js';

/** Where values begin. */
export function cypherOperandNodes(
  nodes: CypherNodes,
): Pick<CypherNodes, 'operand' | 'callStart' | 'mapKey'> {
  const toOperand = goTo(() => nodes.operand);
  const value = expression(nodes);
  /** `x IN list` in a comprehension, a quantifier: x is known inside. */
  const bound = (place: CypherPlace, name: string): CypherPlace => ({
    ...place,
    node: {
      words: {
        in: (at) => ({
          ...at,
          node: nodes.operand,
          frame: { ...at.frame, part: 'list', variables: at.frame.variables ?? at.variables },
          variables: new Map([...at.variables, [name, anything]]),
        }),
      },
    },
  });
  const quantifier: CypherAction = goTo(() => ({
    symbols: {
      '(': (place) =>
        openFrame(
          place,
          { kind: 'bound', part: 'name', then: value },
          { names: nodes.newName(bound) },
        ),
    },
  }));
  const mapKey: CypherNode = {
    names: nodes.newName((place) => ({ ...place, node: { symbols: { ':': toOperand } } })),
  };

  const words: Record<string, CypherAction> = {
    not: toOperand,
    null: value,
    true: value,
    false: value,
    case: opensCase(nodes),
    ...eachWord(['all', 'any', 'none', 'single'], quantifier),
    ...eachWord(['exists', 'collect'], (place) => ({
      ...place,
      node: { symbols: { '{': nodes.subquery, '(': nodes.opensCall('exists') } },
    })),
    count: (place) => ({
      ...place,
      item: 'expression',
      node: { symbols: { '{': nodes.subquery, '(': nodes.opensCall('count') } },
    }),
  };
  const operand: CypherNode = {
    names: nodes.valueNames,
    words,
    symbols: {
      '(': (place) =>
        openFrame(
          place,
          {
            kind: 'group',
            then: (after, inner) => {
              const { item } = inner;
              const labels =
                typeof item === 'object' && item !== null ? item.variable.labels : null;
              const isNode = (typeof item === 'object' && item !== null) || place.item === null;
              return {
                ...after,
                item: 'expression',
                ...(isNode && {
                  pattern: {
                    ...noPattern,
                    condition: true,
                    reached: { from: labels, types: null },
                  },
                }),
                node: {
                  ...nodes.operator,
                  symbols: { ...nodes.operator.symbols, ...(isNode && nodes.relationships) },
                },
              };
            },
          },
          operand,
        ),
      '[': (place) =>
        openFrame(
          { ...place, item: 'expression' },
          { kind: 'list', part: 'items', then: value },
          listStart,
        ),
      '{': (place) =>
        openFrame(
          { ...place, item: 'expression' },
          { kind: 'map', then: value },
          { ...mapKey, symbols: { '}': (at) => closeFrame(at, ['map']) } },
        ),
      '-': toOperand,
      '+': toOperand,
      ...nodes.references,
    },
    text: value,
    number: value,
  };
  const listStart: CypherNode = {
    ...operand,
    names: {
      begins: (place, beginning) =>
        nodes.valueNames.begins(place, beginning) || nodes.newName(bound).begins(place, beginning),
      take: (place, name) => {
        const known = nodes.valueNames.take(place, name);
        const fresh = nodes.newName(bound).take(place, name);
        if (known === undefined) return fresh;
        return {
          ...known,
          node: { ...known.node, words: { ...known.node.words, ...fresh?.node.words } },
        };
      },
    },
    symbols: { ...operand.symbols, ']': (place) => closeFrame(place, ['list']) },
  };
  const callStart: CypherNode = {
    ...operand,
    words: { ...words, distinct: toOperand },
    symbols: {
      ...operand.symbols,
      '*': goTo(() => ({ symbols: { ')': (place) => closeFrame(place, ['call']) } })),
      ')': (place) => closeFrame(place, ['call']),
    },
  };

  return { operand, callStart, mapKey };
}
