import type { RelationSource } from '@momq/moe/pointer';
import { matchKinds } from '@momq/core/linking';
import type { LinkedPrefix } from './build-prefix.js';
import { relationIds as id } from './relation-ids.js';

/**
 * Relations of output positions, a function of the codes read so far.
 *
 * @param vocabularySize - codes below are keyword tokens, the others point at prefix position `code - vocabularySize`
 */
export function outputRelations(prefix: LinkedPrefix, vocabularySize: number): RelationSource {
  const { linked, prefixLength } = prefix;
  const { items, words, matches } = linked;
  const entityOf = items.map((item) =>
    item.kind === 'field' || item.kind === 'entity' ? item.entity : undefined,
  );
  return {
    prefix: prefix.relations,
    row(outputs, index) {
      const row = new Uint8Array(prefixLength + index + 1);
      const pointers = outputs
        .slice(0, index + 1)
        .map((code) => (code < vocabularySize ? -1 : code - vocabularySize));
      const current = pointers[index]!;
      const scope = new Set<string>();
      for (const pointer of pointers)
        if (items[pointer]?.kind === 'entity') scope.add(entityOf[pointer]!);
      for (let item = 0; item < items.length; item++) {
        const entity = entityOf[item];
        let relation = id['output to item'];
        if (entity !== undefined && scope.has(entity))
          relation = id['item belongs to an emitted entity'];
        if (current >= 0 && isSchemaRelation(prefix.relations[current * prefixLength + item]!))
          relation = id['item is related to the item of this output'];
        row[item] = relation;
      }
      pointers.forEach((pointer, output) => {
        if (pointer < 0) return;
        const before = index - output;
        row[pointer] =
          before === 0
            ? id['output points at item']
            : before === 1 && pointer !== current
              ? id['output before points at item']
              : pointer === current
                ? row[pointer]!
                : id['earlier output points at item'];
      });
      if (current >= 0) row[current] = id['output points at item'];
      for (let word = 0; word < words.length; word++) {
        const matched = current >= 0 && matches[current * words.length + word]! !== matchKinds.none;
        row[items.length + word] = matched
          ? id['word matches the item of this output']
          : id['output to word'];
      }
      for (let output = 0; output <= index; output++) {
        const before = index - output;
        row[prefixLength + output] =
          before === 0
            ? id.self
            : current >= 0 && pointers[output] === current
              ? id['earlier output points at the same item']
              : before === 1
                ? id['output before']
                : before === 2
                  ? id['output two before']
                  : before <= 4
                    ? id['output three or four before']
                    : id['earlier output'];
      }
      return row;
    },
  };
}

const firstSchemaRelation = id['field of entity'];
const lastSchemaRelation = id['entity contains value'];

function isSchemaRelation(relation: number): boolean {
  return relation >= firstSchemaRelation && relation <= lastSchemaRelation;
}
