import { expect, test } from 'vitest';
import { indexContent, linkQuestion } from '@momq/core/linking';
import type { DatabaseSchema } from '@momq/dialect';
import { likelyItems } from './likely-items.js';
import { matchRelevance } from './prune-schema.js';

const names = ['red', 'green', 'blue', 'amber'];
const schema: DatabaseSchema = {
  name: 'colours',
  family: 'relational',
  entities: names.map((name) => ({
    name: `${name}_box`,
    fields: ['id', `${name}_width`, `${name}_height`].map((field) => ({
      name: field,
      type: 'integer' as const,
    })),
  })),
  links: [],
};

test('takes all entities, and the fields of the likeliest until enough names are there', () => {
  const linked = linkQuestion(
    'How wide is the blue box?',
    schema,
    indexContent({ schema, rows: {} }),
  );
  const none = new Float32Array(linked.items.length * linked.words.length);
  const taken = (maxTexts: number): string[] =>
    [...likelyItems(linked, schema, { relevance: matchRelevance(linked, none), maxTexts })]
      .map((position) => linked.items[position]!)
      .map((item) => (item.kind === 'field' ? `${item.entity}.${item.field}` : item.kind));
  const entities = Array<string>(4).fill('entity');
  const blue = ['blue_box.id', 'blue_box.blue_width', 'blue_box.blue_height'];
  expect(taken(1)).toEqual([...entities, ...blue]);
  expect(taken(4)).toEqual([
    ...entities,
    ...blue,
    'red_box.id',
    'red_box.red_width',
    'red_box.red_height',
  ]);
  expect(taken(100)).toHaveLength(4 + 12);
});
