import type { CypherNodes } from './cypher-nodes.js';
import { closeFrame, expression, openFrame, type CypherAction } from './cypher-place.js';

/** CASE. */
export function opensCase(nodes: CypherNodes): CypherAction {
  return (place) =>
    openFrame(
      { ...place, item: 'expression' },
      { kind: 'case', part: 'case', then: expression(nodes) },
      {
        ...nodes.operand,
        words: { ...nodes.operand.words, when: caseWord(nodes, 'when', ['case']) },
      },
    );
}

/** Words inside CASE behind a value. */
export function caseWords(nodes: CypherNodes): Readonly<Record<string, CypherAction>> {
  return {
    when: caseWord(nodes, 'when', ['case', 'then']),
    then: caseWord(nodes, 'then', ['when']),
    else: caseWord(nodes, 'else', ['then']),
    end: (place) =>
      place.frame.part === 'then' || place.frame.part === 'else'
        ? closeFrame(place, ['case'])
        : undefined,
  };
}

function caseWord(nodes: CypherNodes, part: string, after: readonly string[]): CypherAction {
  return (place) =>
    place.frame.kind === 'case' && after.includes(place.frame.part ?? '')
      ? { ...place, frame: { ...place.frame, part }, node: nodes.operand }
      : undefined;
}
