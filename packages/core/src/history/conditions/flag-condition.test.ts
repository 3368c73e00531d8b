import { expect, it } from 'vitest';
import type { DatabaseContent, LogicalQuery, Value } from '@momq/dialect';
import { linkQuestion } from '../../linking/link-question.js';
import { indexContent } from '../../linking/value-index.js';
import { readFollowUp } from '../read-follow-up.js';

const customers: LogicalQuery = {
  kind: 'select',
  from: [{ entity: 'customer', instance: 0 }],
  distinct: false,
  select: [{ kind: 'field', entity: 'customer', instance: 0, field: 'name' }],
  groupBy: [],
  orderBy: [],
};

/** What a follow-up compares the flag with; undefined where it is not read. */
function comparedWith(
  field: { readonly name: string; readonly type: 'boolean' | 'integer' | 'text' },
  values: readonly Value[],
  question: string,
): unknown {
  const fields = [{ name: 'name', type: 'text' as const }, field];
  const content: DatabaseContent = {
    schema: {
      name: 'shop',
      family: 'relational',
      entities: [{ name: 'customer', fields }],
      links: [],
    },
    rows: { customer: values.map((value, row) => [`Person ${row}`, value]) },
  };
  const index = indexContent(content);
  const { schema } = content;
  const link = {
    linked: linkQuestion(question, schema, index),
    spellings: () => [],
    values: (place: { readonly field: string }) =>
      index.fields.find((one) => one.field === place.field),
  };
  const turn = { question: 'Which customers are there?', dialect: 'tiny' };
  const refined = readFollowUp(link, turn as never, customers, schema)?.query;
  const where = refined?.kind === 'select' ? refined.where : undefined;
  const [compared] = where?.kind === 'or' ? where.conditions : [where]; // what is left out has NULL left in
  return compared?.kind === 'compare' && compared.right.kind === 'literal'
    ? [compared.operator, compared.right.value]
    : undefined;
}

it.each([
  ['boolean', [], 'only the active ones', ['=', true]],
  ['integer', [0, 1, 1, null], 'only the active ones', ['=', 1]],
  ['integer', [0, 1], 'without the inactive ones', ['!=', 0]],
  ['integer', [1, 0], 'only those that are not active', ['!=', 1]],
  ['text', ['Y', 'N'], 'only active ones', ['=', 'Y']],
  ['integer', [0, 1, 2], 'only the active ones', undefined],
] as const)('a flag of type %s with %j: %s', (type, values, question, expected) => {
  expect(comparedWith({ name: 'active', type }, values, question)).toEqual(expected);
});

it('is told by its name where its values could be a number of things', () => {
  expect(comparedWith({ name: 'is_vip', type: 'integer' }, [0, 1], 'only the vip ones')).toEqual([
    '=',
    1,
  ]);
  expect(comparedWith({ name: 'child', type: 'integer' }, [0, 1], 'only child ones')).toBe(
    undefined,
  );
});
