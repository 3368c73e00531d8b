import { expect, it } from 'vitest';
import type { Condition, DatabaseSchema, LogicalQuery, SelectQuery } from '@momq/dialect';
import { indexContent } from '../linking/value-index.js';
import { linkItems, schemaItems } from '../linking/link-question.js';
import { splitQuestion } from '../linking/question-words.js';
import { findValueCandidates } from '../linking/value-candidates.js';
import { bindModel } from './bind-model.js';
import {
  candidatesBeside,
  markDefined,
  namedDefinitions,
  withDefinitions,
} from './named-definitions.js';
import { documentOf } from './read-document.js';
import { modelOf } from './read-model.js';
import { unusedDefinitions, usedTeaching } from './used-teaching.js';

const sql = (expression: string) => ({ dialects: [{ dialect: 'ANSI_SQL', expression }] });
const schema: DatabaseSchema = {
  name: 's',
  family: 'relational',
  entities: [
    {
      name: 't_ord',
      fields: [
        { name: 'amt', type: 'integer' },
        { name: 'st', type: 'integer' },
      ],
    },
  ],
  links: [],
};
const teaching = bindModel(
  modelOf(
    documentOf({
      version: '0.1.1',
      semantic_model: [
        {
          name: 's',
          datasets: [
            {
              name: 'orders',
              source: 't_ord',
              fields: [
                {
                  name: 'state',
                  expression: sql('st'),
                  custom_extensions: [
                    { vendor_name: 'MOMQ', data: { codes: { 3: ['cancelled', 'canceled'] } } },
                  ],
                },
              ],
              metrics: [
                { name: 'cancellation rate', expression: sql('SUM(amt) / COUNT(*)') },
                { name: 'revenue', expression: sql('SUM(amt)') },
              ],
            },
          ],
        },
      ],
    }),
  ),
  schema,
  'tiny',
);

function link(question: string) {
  const words = splitQuestion(question);
  const named = namedDefinitions(teaching.definitions, words);
  const extended = withDefinitions(teaching.schema, named);
  const index = indexContent({ schema, rows: { t_ord: [[5, 3]] } });
  const candidates = candidatesBeside(
    findValueCandidates(question, words, index, teaching.schema),
    named,
    words,
  );
  return linkItems(question, words, markDefined(schemaItems(extended), named), candidates);
}

const logical: LogicalQuery = {
  kind: 'select',
  from: [{ entity: 't_ord', instance: 0 }],
  distinct: false,
  select: [teaching.definitions.find(({ field }) => field === 'revenue')!.expression],
  groupBy: [],
  orderBy: [],
};

it('says which names and codes a query uses', () => {
  const linked = link('What is the revenue of canceled orders by state?');
  const query = 'SELECT SUM(amt) FROM t_ord WHERE st = 3';
  expect(usedTeaching(linked, teaching, { query, logical })).toEqual([
    'orders is t_ord',
    'state is t_ord.st',
    'revenue is defined for t_ord',
    'cancelled is t_ord.st = 3',
  ]);
  expect(usedTeaching(linked, teaching, { query: 'SELECT 1' })).toEqual([]);
});

it('says what was named and is not used', () => {
  const doubts = (question: string) =>
    unusedDefinitions(link(question), teaching, { query: '', logical });
  expect(doubts('What is the revenue?')).toEqual([]);
  expect(doubts('What is the cancellation rate?')).toEqual([
    'the semantic model defines "cancellation rate", and the query does not use it.',
  ]);
  expect(doubts('How many orders are there?')).toEqual([]);
});

it('joins only what the question names, and reads no code out of a name', () => {
  const items = (question: string) =>
    link(question).items.flatMap((item) => (item.kind === 'field' ? [item.field] : []));
  expect(items('How many orders are there?')).toEqual(['amt', 'st']);
  expect(items('What is the cancellation rate?')).toEqual(['amt', 'st', 'cancellation rate']);
  const spoken = (question: string) =>
    link(question).candidates.filter(({ span }) => span !== undefined);
  expect(spoken('What is the cancellation rate?')).toEqual([]);
  expect(spoken('How many are cancelled?')).toHaveLength(1);
});

it('names a link whose fields a query equates, with EXISTS, IN or a join', () => {
  const ends = {
    name: 't_ord.k',
    from: { entity: 't_ord', fields: ['k'] },
    to: { entity: 't_cust', fields: ['nr'] },
    fields: [],
    taught: true,
  };
  const linked = { ...teaching, schema: { ...teaching.schema, links: [ends] } };
  const part = (entity: string, field: string) =>
    ({ kind: 'field', entity, instance: 0, field }) as const;
  const over = (entity: string, where: Condition, shown: string): SelectQuery => ({
    kind: 'select',
    from: [{ entity, instance: 0 }],
    distinct: false,
    select: [part(entity, shown)],
    where,
    groupBy: [],
    orderBy: [],
  });
  const equal = (right: string): Condition => ({
    kind: 'compare',
    operator: '=',
    left: part('t_ord', 'k'),
    right: { ...part('t_cust', right), outer: 1 },
  });
  const used = (right: string) =>
    usedTeaching(link('Who ordered?'), linked, {
      query: '',
      logical: over(
        't_cust',
        { kind: 'exists', negated: false, query: over('t_ord', equal(right), 'k') },
        'nr',
      ),
    });
  expect(used('nr')).toEqual(['t_ord belongs to t_cust by k']);
  expect(used('age')).toEqual([]);
});
