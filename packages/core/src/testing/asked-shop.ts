import type {
  Condition,
  DatabaseContent,
  Expression,
  FieldReference,
  LogicalQuery,
  SelectQuery,
} from '@momq/dialect';
import { linkQuestion } from '../linking/link-question.js';
import { withSeenTimes } from '../linking/seen-times.js';
import { indexContent } from '../linking/value-index.js';
import { asAsked } from '../meaning/asked/as-asked.js';
import { MysqlLikeGenerator } from '../sql/testing/test-dialects.js';
import { smallContent } from './small-content.js';

const day = (text: string): number => Date.parse(`${text}T10:00:00Z`);
const shop = smallContent(
  'shop',
  {
    'clients(id int pk, name text, email text, active bool, verified int, subscribed text, has_discount bool, discount real, email_confirmed bool, created int, last_login datetime)':
      [
        [1, 'Ivy', 'i@x.org', true, 1, 'Y', true, 5, true, day('2022-03-04') / 1000, null],
        [2, 'Jon', null, false, 0, 'N', false, 0, false, day('2023-05-06') / 1000, null],
      ],
    'orders(id int pk, client_id int, status text, note text, sent int, shipped_at datetime, ordered_on text)':
      [
        [1, 1, 'active', 'x', day('2023-01-02'), null, '2023-05-01'],
        [2, null, 'done', 'y', day('2023-02-03'), '2023-02-04 10:00:00', '2023-06-30'],
      ],
    'staff(id int pk, name text, salary int, hired date, boss_id int)': [
      [1, 'Ada', 9, '2020-01-01', null],
      [2, 'Cid', 7, '2021-01-01', 1],
      [3, 'Dee', 5, '2022-01-01', 2],
    ],
    'guests(id int pk, name text, gender text, phone text)': [
      [1, 'Kim', 'unknown', null],
      [2, 'Lou', 'male', '5'],
    ],
    'bills(id int pk, is_paid bool, paid_amount real)': [
      [1, true, 5],
      [2, false, 0],
    ],
    'airports(id int pk, name text)': [
      [1, 'Heathrow'],
      [2, 'Orly'],
    ],
    'flights(id int pk, origin_airport int, destination_airport int, departed datetime)': [
      [1, 1, 2, '2023-01-05 08:00:00'],
    ],
  },
  [
    'orders.client_id clients.id',
    'staff.boss_id staff.id',
    'flights.origin_airport airports.id',
    'flights.destination_airport airports.id',
  ],
);

/** A query of the shop as SQL on one line. */
export const written = (query: LogicalQuery, schema = shop.schema): string =>
  new MysqlLikeGenerator(schema).render(query).replaceAll(/\s+/g, ' ');

/** The SQL of what a draft becomes for a question. */
export function asked(
  question: string,
  draft: LogicalQuery,
  content: DatabaseContent = shop,
): string {
  const index = indexContent(content);
  const schema = withSeenTimes(content.schema, index);
  const { words, candidates } = linkQuestion(question, schema, index);
  const query = asAsked(draft, {
    question,
    words,
    candidates,
    schema,
    values: ({ entity, field }) =>
      index.fields.find((one) => one.entity === entity && one.field === field),
  });
  return written(query, schema);
}

/** A field of the first use of an entity, by `entity.field`. */
export const field = (name: string): FieldReference => {
  const [entity = '', member = ''] = name.split('.');
  return { kind: 'field', entity, instance: 0, field: member };
};
/** COUNT(*). */
export const all: Expression = {
  kind: 'aggregate',
  function: 'count',
  distinct: false,
  argument: { kind: 'star' },
};
/** A field that equals a constant. */
export const equals = (name: string, value: string | number): Condition => ({
  kind: 'compare',
  operator: '=',
  left: field(name),
  right: { kind: 'literal', value },
});
/** A SELECT of one entity as a model drafts it: `count`, `*` or a field of it. */
export function draft(entity: string, select: string, where?: Condition): SelectQuery {
  const shown: Expression =
    select === 'count' ? all : select === '*' ? { kind: 'star' } : field(`${entity}.${select}`);
  return {
    kind: 'select',
    from: [{ entity, instance: 0 }],
    distinct: false,
    select: [shown],
    groupBy: [],
    orderBy: [],
    ...(where && { where }),
  };
}
