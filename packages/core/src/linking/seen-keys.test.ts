import type { DatabaseContent } from '@momq/dialect';
import { expect, it } from 'vitest';
import { withSeenKeys } from './seen-keys.js';
import { indexContent } from './value-index.js';

const kennel: DatabaseContent = {
  schema: {
    name: 'kennel',
    family: 'relational',
    entities: [
      {
        name: 'dog',
        rowCount: 3,
        fields: [
          { name: 'pen', type: 'text' },
          { name: 'chip', type: 'text' },
        ],
      },
      {
        name: 'walk',
        rowCount: 3,
        fields: [
          { name: 'walk no', type: 'integer' },
          { name: 'chip', type: 'text' },
        ],
      },
      { name: 'meal', rowCount: 3, fields: [{ name: 'dog code', type: 'text' }] },
      { name: 'bill', rowCount: 3, fields: [{ name: 'amount', type: 'integer' }] },
      { name: 'report', kind: 'view', rowCount: 3, fields: [{ name: 'id', type: 'integer' }] },
    ],
    links: [
      {
        name: 'walk.chip',
        from: { entity: 'walk', fields: ['chip'] },
        to: { entity: 'dog', fields: ['chip'] },
        fields: [],
        inferred: true,
      },
    ],
  },
  rows: {
    dog: [
      ['A', 'c1'],
      ['A', 'c2'],
      ['B', 'c3'],
    ],
    walk: [
      [1, 'c1'],
      [2, 'c1'],
      [3, 'c2'],
    ],
    meal: [['c1'], ['c1'], ['c2']],
    bill: [[1], [2], [3]],
    report: [[1], [2], [3]],
  },
};

function keys(content: DatabaseContent): string[] {
  const { entities } = withSeenKeys(content.schema, indexContent(content));
  return entities.flatMap(({ name, fields }) =>
    fields.flatMap((field) => (field.primaryKey === true ? [`${name}.${field.name}`] : [])),
  );
}

it('sees keys in links, and in first columns that are called so and do not repeat', () => {
  expect(keys(kennel)).toEqual(['dog.chip', 'walk.walk no']);
});

it('sees no key in what repeats, or where one is declared', () => {
  const twice = {
    ...kennel,
    rows: {
      ...kennel.rows,
      dog: [
        ['A', 'c1'],
        ['A', 'c1'],
        ['B', 'c3'],
      ],
    },
  };
  expect(keys(twice)).toEqual(['walk.walk no']);
  const [dog, ...others] = kennel.schema.entities;
  const declared = { ...dog!, fields: [{ ...dog!.fields[0]!, primaryKey: true }, dog!.fields[1]!] };
  const schema = { ...kennel.schema, entities: [declared, ...others] };
  expect(keys({ ...kennel, schema })).toEqual(['dog.pen', 'walk.walk no']);
  const plain = { ...kennel.schema, links: [], entities: [kennel.schema.entities[3]!] };
  expect(withSeenKeys(plain, indexContent({ ...kennel, schema: plain }))).toBe(plain);
});
