import { caseWords } from './cypher-case.js';
import type { CypherNodes } from './cypher-nodes.js';
import {
  closeFrame,
  eachWord,
  expression,
  goTo,
  openFrame,
  type CypherAction,
  type CypherNode,
} from './cypher-place.js';

/** What follows values. */
export function cypherOperatorNodes(nodes: CypherNodes): Pick<CypherNodes, 'operator'> {
  const toOperand = goTo(() => nodes.operand);
  const value = expression(nodes);
  const toWords = (words: Readonly<Record<string, CypherAction>>): CypherAction =>
    goTo(() => ({ words }));
  const inBound =
    (action: CypherAction): CypherAction =>
    (place) =>
      (place.frame.kind === 'list' || place.frame.kind === 'bound') && place.frame.part === 'list'
        ? action(place)
        : undefined;
  const infix: Record<string, CypherAction> = {
    ...eachWord(['in', 'contains'], toOperand),
    starts: toWords({ with: toOperand }),
    ends: toWords({ with: toOperand }),
  };
  const operatorWords: Record<string, CypherAction> = {
    ...infix,
    ...(nodes.rules.negatedOperators && { not: toWords(infix) }),
    ...eachWord(['and', 'or', 'xor'], toOperand),
    is: toWords({ null: value, not: toWords({ null: value }) }),
    ...caseWords(nodes),
    as: (place) => nodes.alias(place),
    where: (place) => inBound(toOperand)(place) ?? nodes.clauseWords['where']?.(place),
  };
  const comma: CypherAction = (place) => {
    const { frame } = place;
    switch (frame.kind) {
      case 'query':
        return nodes.nextItem(place);
      case 'call':
        return toOperand(place);
      case 'list':
        return frame.part === 'items' ? toOperand(place) : undefined;
      case 'map':
        return { ...place, node: nodes.mapKey };
      case 'properties':
        return { ...place, node: nodes.propertyKey(place) };
      default:
        return undefined;
    }
  };
  const index: CypherAction = (place) =>
    openFrame(
      place,
      { kind: 'index', then: value },
      { ...nodes.operand, symbols: { ...nodes.operand.symbols, '..': toOperand } },
    );
  const operator: CypherNode = {
    words: { ...nodes.clauseWords, ...operatorWords },
    symbols: {
      ...eachWord(nodes.rules.operators, toOperand),
      ',': comma,
      ')': (place) => closeFrame(place, ['group', 'call', 'bound']),
      ']': (place) => closeFrame(place, ['list', 'index']),
      '}': (place) => closeFrame(place, ['map', 'properties']) ?? nodes.closesQuery(place),
      '[': index,
      '.': nodes.component,
      '..': (place) =>
        place.frame.kind === 'index'
          ? {
              ...place,
              node: {
                ...nodes.operand,
                symbols: { ...nodes.operand.symbols, ']': (at) => closeFrame(at, ['index']) },
              },
            }
          : undefined,
      '|': (place) => inBound(toOperand)(place) ?? nodes.pipe(place),
      ';': (place) => (nodes.mayEnd(place) ? { ...place, node: { end: () => true } } : undefined),
    },
    end: (place) => nodes.mayEnd(place),
  };
  return { operator };
}
