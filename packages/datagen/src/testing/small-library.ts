import type { DatabaseContent, FieldType, Value } from '@momq/dialect';
import type {
  GeneratedDatabase,
  SpokenEntity,
  SpokenField,
  SpokenLink,
} from '../generated/generated-database.js';
import { attributes } from '../generated/lexicon/attribute.js';
import type { Attribute } from '../generated/lexicon/attribute.js';

/** A column: its name, its type, what it is spoken of as, and its values. */
type Column = readonly [
  name: string,
  type: FieldType,
  of: Attribute | 'key' | 'reference',
  Value[],
];

const shared = (key: string): Attribute => attributes.get(key)!;
const genre: Attribute = {
  key: 'genre',
  names: ['genre'],
  nouns: ['kind'],
  values: { kind: 'choice', choices: ['novel', 'poem', 'essay'] },
  most: [],
  least: [],
  more: [],
  less: [],
  equal: [],
};
const pages: Attribute = {
  ...genre,
  key: 'pages',
  names: ['pages'],
  nouns: ['number of pages'],
  values: { kind: 'integer', low: 1, high: 900, decimals: 0 },
  most: ['longest'],
  least: ['shortest'],
  more: ['longer than {v} pages'],
  less: ['shorter than {v} pages'],
};
const days: Attribute = {
  ...pages,
  key: 'days',
  names: ['days'],
  nouns: [],
  more: ['longer than {v} days'],
  less: ['shorter than {v} days'],
};

function entity(
  table: string,
  noun: string,
  columns: readonly Column[],
  labels: readonly string[],
): SpokenEntity {
  const fields = columns.map(([column, type, of, values]): SpokenField => ({
    entity: table,
    column,
    type,
    role: of === 'key' || of === 'reference' ? of : 'value',
    words: column.replaceAll('_', ' '),
    ...(typeof of === 'object' && { attribute: of }),
    values,
  }));
  const key = fields.find(({ role }) => role === 'key');
  return {
    table,
    noun,
    synonyms: [],
    fields,
    labels: fields.filter(({ column }) => labels.includes(column)),
    rowCount: columns[0]![3].length,
    ...(key && { key }),
  };
}

function link(
  [child, column]: readonly [SpokenEntity, string],
  parent: SpokenEntity,
  phrases: readonly string[],
): SpokenLink {
  return {
    name: `${child.table}.${column}`,
    child,
    parent,
    childField: child.fields.find((field) => field.column === column)!,
    parentKey: parent.key!,
    phrases,
  };
}

/**
 * Authors, books, members and loans, small enough to answer any question by hand:
 *
 * | author | name     | country | birth year |      | member | name | age |
 * | ------ | -------- | ------- | ---------- | ---- | ------ | ---- | --- |
 * | 1      | Ada Bose | Peru    | 1950       |      | 1      | Uma  | 30  |
 * | 2      | Ben Cole | Peru    | 1970       |      | 2      | Vic  | 40  |
 * | 3      | Cy Dahl  | Japan   | 1985       |      | 3      | Wes  | 50  |
 * | 4      | Di Eck   | Chile   | 1990       |      |        |      |     |
 *
 * | book | title | genre | pages | rating | date       | author |      | loan of book | to member | days |
 * | ---- | ----- | ----- | ----- | ------ | ---------- | ------ | ---- | ------------ | --------- | ---- |
 * | 1    | Tide  | novel | 100   | 4.5    | 2001-05-01 | Ada    |      | Tide         | Uma       | 3    |
 * | 2    | Ember | novel | 200   | 3.5    | 2003-03-02 | Ada    |      | Tide         | Vic       | 10   |
 * | 3    | Fox   | poem  | 300   |        | 2010-07-09 | Ben    |      | Fox          | Uma       | 7    |
 * | 4    | Gale  | poem  | 400   | 2.5    | 2010-11-30 | Ben    |      | Iris         | Vic       | 14   |
 * | 5    | Hill  | novel | 500   |        | 2020-01-31 | Cy     |      | Hill         | Uma       | 21   |
 * | 6    | Iris  | essay | 600   | 4.5    | 2021-12-24 | Cy     |      |              |           |      |
 */
export function smallLibrary(): GeneratedDatabase {
  const author = entity(
    'author',
    'author',
    [
      ['author_id', 'integer', 'key', [1, 2, 3, 4]],
      ['name', 'text', shared('name'), ['Ada Bose', 'Ben Cole', 'Cy Dahl', 'Di Eck']],
      ['country', 'text', shared('country'), ['Peru', 'Peru', 'Japan', 'Chile']],
      ['birth_year', 'integer', shared('birth_year'), [1950, 1970, 1985, 1990]],
    ],
    ['name'],
  );
  const book = entity(
    'book',
    'book',
    [
      ['book_id', 'integer', 'key', [1, 2, 3, 4, 5, 6]],
      ['title', 'text', shared('title'), ['Tide', 'Ember', 'Fox', 'Gale', 'Hill', 'Iris']],
      ['genre', 'text', genre, ['novel', 'novel', 'poem', 'poem', 'novel', 'essay']],
      ['pages', 'integer', pages, [100, 200, 300, 400, 500, 600]],
      ['rating', 'real', shared('rating'), [4.5, 3.5, null, 2.5, null, 4.5]],
      [
        'date',
        'date',
        shared('date'),
        ['2001-05-01', '2003-03-02', '2010-07-09', '2010-11-30', '2020-01-31', '2021-12-24'],
      ],
      ['author_id', 'integer', 'reference', [1, 1, 2, 2, 3, 3]],
    ],
    ['title'],
  );
  const member = entity(
    'member',
    'member',
    [
      ['member_id', 'integer', 'key', [1, 2, 3]],
      ['name', 'text', shared('name'), ['Uma', 'Vic', 'Wes']],
      ['age', 'integer', shared('age'), [30, 40, 50]],
    ],
    ['name'],
  );
  const loan = entity(
    'loan',
    'loan',
    [
      ['book_id', 'integer', 'reference', [1, 1, 3, 6, 5]],
      ['member_id', 'integer', 'reference', [1, 2, 1, 2, 1]],
      ['days', 'integer', days, [3, 10, 7, 14, 21]],
    ],
    [],
  );
  const entities = [author, book, member, loan];
  const links = [
    link([book, 'author_id'], author, ['written by']),
    link([loan, 'book_id'], book, ['of']),
    link([loan, 'member_id'], member, ['to']),
  ];
  const content: DatabaseContent = {
    schema: {
      name: 'library',
      family: 'relational',
      entities: entities.map(({ table, fields, key }) => ({
        name: table,
        fields: fields.map((field) => ({
          name: field.column,
          type: field.type,
          ...(field === key && { primaryKey: true }),
        })),
      })),
      links: links.map(({ name, child, childField, parent, parentKey }) => ({
        name,
        from: { entity: child.table, fields: [childField.column] },
        to: { entity: parent.table, fields: [parentKey.column] },
        fields: [],
      })),
    },
    rows: Object.fromEntries(
      entities.map(({ table, fields, rowCount }) => [
        table,
        Array.from({ length: rowCount }, (_, row) => fields.map(({ values }) => values[row]!)),
      ]),
    ),
  };
  return { id: 'library', domain: 'library', content, entities, links };
}
