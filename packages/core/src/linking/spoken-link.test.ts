import type { DatabaseContent, LogicalQuery } from '@momq/dialect';
import { expect, it } from 'vitest';
import { linkItems, linkQuestion, schemaItems } from './link-question.js';
import type { QuestionLink } from './question-linker.js';
import { splitQuestion } from './question-words.js';
import { withReadNames } from './read-names.js';
import { spokenLink } from './spoken-link.js';
import { indexContent } from './value-index.js';

const orchard: DatabaseContent = {
  schema: {
    name: 'orchard',
    family: 'relational',
    entities: [
      {
        name: 'vrty',
        fields: [
          { name: 'vrty_cd', type: 'text' },
          { name: 'vrty_nm', type: 'text' },
        ],
      },
      {
        name: 'hrv',
        fields: [
          { name: 'vrty_cd', type: 'text' },
          { name: 'kg', type: 'real' },
        ],
      },
    ],
    links: [
      {
        name: 'hrv.vrty_cd',
        from: { entity: 'hrv', fields: ['vrty_cd'] },
        to: { entity: 'vrty', fields: ['vrty_cd'] },
        fields: [],
      },
    ],
  },
  rows: { vrty: [['BR', 'Braeburn']], hrv: [['BR', 12]] },
};
const index = indexContent(orchard);

function linkOf(question: string): QuestionLink {
  const words = splitQuestion(question);
  const schema = withReadNames(orchard.schema, words);
  const linked = linkQuestion(question, schema, index);
  return {
    linked,
    schema,
    whole: orchard.schema,
    writeOut: (query) => query,
    notes: [],
    spellings: () => [],
    values: ({ entity, field }) =>
      index.fields.find((one) => one.entity === entity && one.field === field),
    narrow: (part, some) => linkItems(question, words, schemaItems(part), some),
  };
}

const asked = 'Which varieties does Braeburn belong to?';
const inSpoken: LogicalQuery = {
  kind: 'select',
  distinct: false,
  from: [
    { entity: 'hrv', instance: 0 },
    {
      entity: 'variety',
      instance: 0,
      join: {
        kind: 'link',
        link: 'hrv.vrty_cd',
        with: { entity: 'hrv', instance: 0 },
        optional: false,
      },
    },
  ],
  select: [{ kind: 'field', entity: 'variety', instance: 0, field: 'variety name' }],
  groupBy: [],
  orderBy: [],
};

it('calls tables, columns, links and values as they are read, and queries as they are written', () => {
  const { link, ownName } = spokenLink(linkOf(asked))!;
  const { entities, links } = link.schema;
  expect(entities.map(({ name, fields }) => [name, fields.map((field) => field.name)])).toEqual([
    ['variety', ['variety code', 'variety name']],
    ['hrv', ['variety code', 'kg']],
  ]);
  expect(links[0]).toMatchObject({
    name: 'hrv.vrty_cd',
    from: { entity: 'hrv', fields: ['variety code'] },
    to: { entity: 'variety', fields: ['variety code'] },
  });
  expect(link.linked.candidates.map(({ item }) => item.fields)).toContainEqual([
    { entity: 'variety', field: 'variety name' },
  ]);
  expect(link.values({ entity: 'variety', field: 'variety name' })?.values).toEqual(['Braeburn']);
  const written = link.writeOut(inSpoken);
  expect(written).toMatchObject({
    from: [{ entity: 'hrv' }, { entity: 'vrty', join: { with: { entity: 'hrv' } } }],
    select: [{ entity: 'vrty', field: 'vrty_nm' }],
  });
  expect(['variety', 'variety.variety name', 'hrv.kg', 'other'].map(ownName)).toEqual([
    'vrty',
    'vrty.vrty_nm',
    'hrv.kg',
    'other',
  ]);
});

it('narrows to the same items as before', () => {
  const { link } = spokenLink(linkOf(asked))!;
  const [variety] = link.schema.entities;
  const part = { ...link.schema, entities: [variety!], links: [] };
  const narrowed = link.narrow(part, link.linked.candidates);
  expect(narrowed.items.slice(0, 2)).toMatchObject([
    { kind: 'entity', entity: 'variety' },
    { kind: 'field', entity: 'variety', field: 'variety code' },
  ]);
  expect(narrowed.matches.slice(0, narrowed.words.length)).toContain(2);
});

it('is not there where all is read as it is written', () => {
  expect(spokenLink(linkOf('How many kg?'))).toBeDefined(); // vrty_nm is a name in any case
  const plain = linkOf('How many kg?');
  expect(
    spokenLink({
      ...plain,
      linked: { ...plain.linked, items: [{ kind: 'entity', entity: 'vrty' }] },
    }),
  ).toBeUndefined();
});

it('keeps the names of two columns that are read alike', () => {
  const base = linkOf(asked);
  const items = [
    { kind: 'field', entity: 'hrv', field: 'qty', text: 'quantity' },
    { kind: 'field', entity: 'hrv', field: 'quantity' },
  ] as const;
  expect(spokenLink({ ...base, linked: { ...base.linked, items } })).toBeUndefined();
});
