import { describe, expect, it } from 'vitest';
import type { DatabaseContent } from '@momq/dialect';
import { linkQuestion } from '../linking/link-question.js';
import { indexContent } from '../linking/value-index.js';
import { declineByWording, judgeNames } from './decline-reason.js';

/** A depot whose names are those of commands, statistics and charts too. */
const depot: DatabaseContent = {
  schema: {
    name: 'depot',
    family: 'relational',
    entities: [
      {
        name: 'parcel',
        fields: [
          { name: 'weight', type: 'real', comment: 'heaviness in kilograms' },
          { name: 'receiver', type: 'text' },
          { name: 'delete_date', type: 'date' },
        ],
      },
      {
        name: 'district',
        fields: [
          { name: 'median_income', type: 'real' },
          { name: 'weather', type: 'text' },
        ],
      },
    ],
    links: [],
  },
  rows: {
    parcel: [[2.5, 'Mia Berg', null]],
    district: [[40_000, 'rain']],
  },
};
const index = indexContent(depot);
const factsOf = (question: string) => ({
  linked: linkQuestion(question, depot.schema, index),
  schema: depot.schema,
  lacks: ['distribution', 'relative-date', 'share'] as const,
});
const kindOf = (question: string) => declineByWording(factsOf(question))?.kind;

describe('a request to change something', () => {
  it.each([
    'Delete parcels',
    'please remove every parcel',
    'Could you kindly update the weight of parcel 3?',
    'I would like to rename the district',
    'How do I drop the parcel table?',
    'Set weight to 4 for Mia Berg',
    'Add a parcel for Mia Berg',
    'Create a new district called North',
    'List the parcels of Mia Berg and then delete them',
    'The parcel of Mia Berg must be removed.',
    'Increase weight by 10 percent',
    'INSERT INTO parcel VALUES (1)',
    'Get rid of old parcels',
    'We need to add two more parcels',
    'Make Mia Berg the receiver',
  ])('is %j', (question) => {
    expect(kindOf(question)).toBe('changes-data');
  });

  it.each([
    'Delete date of each parcel',
    'Which parcels were deleted?',
    'Updates per district',
    'Create a list of all parcels',
    'Make a table of parcels and weights',
    'Add up the weights',
    'Remove the duplicates and list the receivers',
    'Set of receivers',
    'Double parcels per receiver',
    'Which parcel has the receiver "Delete all parcels"?',
    'Who changed the weight?',
    'Could you list the parcels?',
  ])('is not %j', (question) => {
    expect(kindOf(question)).toBeUndefined();
  });
});

it.each<[string | undefined, string]>([
  ['beyond-model', 'What is the median weight?'],
  [undefined, 'What is the highest median income?'],
  ['beyond-model', 'Which parcels were delivered in the last 3 days?'],
  ['beyond-model', 'What percentage of the parcels is heavy?'],
  ['beyond-model', 'Why is Mia Berg late?'],
  ['beyond-model', 'How many parcels will we send next year?'],
  ['beyond-model', 'Show the weights as a bar chart'],
  ['beyond-model', 'Should I weigh the parcels again?'],
  ['beyond-model', 'List all tables'],
  [undefined, 'Which clerks advise more than one receiver?'],
  ['not-about-data', 'Good morning!'],
  ['not-about-data', 'Can you call me a taxi?'],
  ['not-about-data', 'Send an email about the parcel'],
  ['not-about-data', 'Write a poem about parcels'],
  ['not-about-data', '2 + 2'],
  [undefined, 'What is the weather in each district?'],
  [undefined, 'Wie ist das Wetter und warum ist es so?'],
])('gives %s for %j', (kind, question) => {
  expect(kindOf(question)).toBe(kind);
});

describe('names', () => {
  const judge = (question: string, nearness: number) => {
    const facts = factsOf(question);
    const nearest = facts.linked.words.map(() => ({ name: 'parcel', nearness }));
    return judgeNames(facts, nearest);
  };

  it('that nothing is near to decline the question, with near ones as suggestions', () => {
    expect(judge('How many volcanoes are there?', 0.3).reason).toEqual({
      kind: 'unknown-name',
      sentence: 'Nothing in the database is called “volcanoes”; it has parcel, district.',
      words: ['volcanoes'],
      suggestions: [],
    });
    expect(judge('How many packages are there?', 0.7)).toEqual({ doubts: [] });
  });

  it.each([
    'How many parcells are there?', // misspelled
    'What is the heaviness?', // said in a comment
    'Who is Mia Berg?', // a cell
    'How many?', // about nothing in particular
    'Wie viele Vulkane sind das und wo?', // another language
  ])('are no reason to decline %j', (question) => {
    expect(judge(question, 0.1)).toEqual({ doubts: [] });
  });

  it('beside known ones are a doubt', () => {
    expect(judge('What is the weight of each volcano?', 0.3)).toEqual({
      doubts: ['Nothing in the database is called “volcano”.'],
    });
  });
});
