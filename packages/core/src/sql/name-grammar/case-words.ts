import type { SqlNodes } from './sql-nodes.js';
import { opened, unnamed, type SqlAction, type SqlPlace } from './sql-place.js';

/** CASE. */
export function opensCase(nodes: SqlNodes): SqlAction {
  return (place) =>
    opened(
      unnamed(place),
      { kind: 'case', part: 'case' },
      {
        ...nodes.operand,
        words: { ...nodes.operand.words, when: caseWord(nodes, 'when', ['case']) },
      },
    );
}

/** Words inside CASE behind a value. */
export function caseWords(nodes: SqlNodes): Readonly<Record<string, SqlAction>> {
  return {
    when: caseWord(nodes, 'when', ['case', 'then']),
    then: caseWord(nodes, 'then', ['when']),
    else: caseWord(nodes, 'else', ['then']),
    end: (place) => {
      const { frame } = place;
      if (frame.kind !== 'case' || frame.up === null) return undefined;
      if (frame.part !== 'then' && frame.part !== 'else') return undefined;
      return { ...place, frame: frame.up, node: nodes.operator };
    },
  };
}

function caseWord(nodes: SqlNodes, part: string, after: readonly string[]): SqlAction {
  return (place: SqlPlace) => {
    const { frame } = place;
    if (frame.kind !== 'case' || !after.includes(frame.part ?? '')) return undefined;
    return {
      ...place,
      frame: { ...frame, part },
      node: part === 'when' ? nodes.operand : nodes.value,
    };
  };
}
