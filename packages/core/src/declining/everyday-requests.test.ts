import { describe, expect, it } from 'vitest';
import type { DatabaseContent } from '@momq/dialect';
import { linkQuestion } from '../linking/link-question.js';
import { indexContent } from '../linking/value-index.js';
import { declineByWording, judgeNames } from './decline-reason.js';

/** A database of few tables: their names with their columns; each column is text unless its name is that of a date. */
function databaseOf(tables: Readonly<Record<string, readonly string[]>>): DatabaseContent {
  return {
    schema: {
      name: 'main',
      family: 'relational',
      entities: Object.entries(tables).map(([name, fields]) => ({
        name,
        fields: fields.map((field) => ({
          name: field,
          type: field.endsWith('_on') ? ('date' as const) : ('text' as const),
        })),
      })),
      links: [],
    },
    rows: {},
  };
}

const shop = databaseOf({
  users: ['name', 'country'],
  orders: ['status', 'total', 'placed_on'],
});
const staff = databaseOf({ employees: ['name', 'department'] });
const press = databaseOf({ tables: ['seats'], columns: ['author'], databases: ['owner'] });
const restaurant = databaseOf({ dining_tables: ['seats'] });

const factsOf = ({ schema, rows }: DatabaseContent, question: string) => ({
  linked: linkQuestion(question, schema, indexContent({ schema, rows })),
  schema,
  lacks: [],
});
const kindOf = (database: DatabaseContent, question: string) =>
  declineByWording(factsOf(database, question))?.kind;

describe('tables that are called as a database calls its parts', () => {
  it.each([
    [press, 'How many tables are there?'],
    [press, 'Which tables have 4 seats?'],
    [press, 'How many columns did Bo write?'],
    [press, 'Who owns the databases?'],
    [restaurant, 'How many tables are there?'],
  ])('are data', (database, question) => {
    expect(kindOf(database, question)).toBeUndefined();
  });

  it('are the schema of others', () => {
    expect(kindOf(shop, 'How many tables are there?')).toBe('beyond-model');
    expect(kindOf(restaurant, 'Which columns are there?')).toBe('beyond-model');
  });
});

describe('an everyday request', () => {
  it.each([
    'Get me a list of users in Germany',
    'Get me a list of the Germans',
    'Print the names of all users',
    'bring me a list of users',
    'get us an overview of orders',
    'Get me an order of Will',
    'Export the list of users',
    'Download the orders of Will',
    'summarize the orders by status',
    'How many songs are called How Are You?',
    'what is up in Berlin',
  ])('is about data: %j', (question) => {
    expect(kindOf(shop, question)).toBeUndefined();
  });

  it.each([
    'Get me a coffee',
    'Order me a pizza',
    'Please bring us a pizza',
    'Print the manual',
    'Summarize this page',
    "What's up?",
    'What is up, friend',
    'Hello, how are you?',
    'who are you',
  ])('is not about data: %j', (question) => {
    expect(kindOf(shop, question)).toBe('not-about-data');
  });
});

describe('words that say little', () => {
  const judge = (database: DatabaseContent, question: string) => {
    const facts = factsOf(database, question);
    return judgeNames(
      facts,
      facts.linked.words.map(() => ({ name: 'name', nearness: 0.3 })),
    );
  };

  it.each([
    [staff, 'Which people work in IT?'],
    [staff, 'Who works in IT?'],
    [staff, 'How many people work here?'],
    [shop, 'How much did we sell in 2023?'],
    [shop, 'Which month had the most orders?'],
    [shop, 'How many orders were there per quarter and year?'],
  ])('are no unknown names', (database, question) => {
    expect(judge(database, question)).toEqual({ doubts: [] });
  });

  it('but units of time are where there are no times', () => {
    expect(judge(staff, 'Which month had the most employees?').doubts).toEqual([
      'Nothing in the database is called “month”.',
    ]);
  });
});
