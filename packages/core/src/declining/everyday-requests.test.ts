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
    'Put the users in alphabetical order',
    'Put the users in order of name',
    'put all orders into descending order by total',
    "Mark Smith's orders",
    'Grant Hill orders',
    'Register all users by country',
    'Add a column with the country',
    'add a new column showing the total',
    'Which users recommend us?',
    'Who would suggest the name Will?',
    'Why-type orders of each user',
    'Explain the status of order 3',
    'Explain the current status',
    'Draw matches',
    'Draw me a list of users',
    'Send me the list of users',
    'send me all users',
    'Put together a list of users in Germany',
    'Put the total of each user in a column',
    'Add the country to the result',
    'graph nodes',
    'Plot summary of each film',
  ])('is about data: %j', (question) => {
    expect(kindOf(shop, question)).toBeUndefined();
  });

  it('is small talk where a column is called time', () => {
    const races = databaseOf({ races: ['time'] });
    expect(kindOf(races, 'What time is it?')).toBe('not-about-data');
    expect(kindOf(races, "What's the time of race 3?")).toBeUndefined();
  });

  it('is about data where a table is called table', () => {
    expect(kindOf(press, 'make table of columns by author')).toBeUndefined();
  });

  it.each([
    ['changes-data', 'Put the lamp in order 3'],
    ['changes-data', 'Put Will into the users'],
    ['changes-data', 'Put Will in the list of users'],
    ['changes-data', 'Mark Order 5 as shipped'],
    ['changes-data', 'Grant Bob access to orders'],
    ['changes-data', 'Register all users for the newsletter'],
    ['changes-data', 'Add a column to users'],
    ['changes-data', 'Add a user with the name Will'],
    ['beyond-model', 'Recommend a user'],
    ['beyond-model', 'What would you suggest?'],
    ['beyond-model', 'Why, then?'],
    ['beyond-model', 'Explain the drop in sales'],
    ['beyond-model', 'Explain how orders work'],
    ['beyond-model', 'Draw the orders'],
    ['beyond-model', 'Please plot orders by country'],
  ])('is declined as %s: %j', (kind, question) => {
    expect(kindOf(shop, question)).toBe(kind);
  });

  it.each([
    'Get me a coffee',
    'Send me an email about the orders',
    'Send me the newspaper',
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

describe('a name that begins with a verb', () => {
  const held: DatabaseContent = {
    schema: {
      ...shop.schema,
      entities: [
        {
          name: 'players',
          fields: ['name', 'first', 'last', 'team'].map((name) => ({ name, type: 'text' })),
        },
        ...shop.schema.entities,
      ],
    },
    rows: {
      players: [
        ['Grant Hill', 'Mark', 'Price', 'Remove'],
        ['Drop Dead Fred', 'Bo', 'Low', 'Orders'],
      ],
    },
  };

  it.each([
    'grant hill orders',
    "grant hill's orders",
    'mark price orders',
    'drop dead fred orders',
  ])('is a name where the database holds it: %s', (question) => {
    expect(kindOf(held, question)).toBeUndefined();
  });

  it.each(['remove orders', 'delete users', 'drop all orders'])(
    'is a verb elsewhere: %s',
    (question) => {
      expect(kindOf(held, question)).toBe('changes-data');
    },
  );
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
  ])('are no unknown names', (database, question) => {
    expect(judge(database, question)).toEqual({ doubts: [] });
  });

  it('and units of time are parts of dates, where there are dates', () => {
    expect(judge(shop, 'Which month had the most orders?')).toEqual({
      doubts: ['No column is called “month”; the query has to read that from a date.'],
    });
    expect(judge(shop, 'How many per quarter?').reason).toBeUndefined();
    expect(judge(staff, 'Which month had the most employees?').doubts).toEqual([
      'Nothing in the database is called “month”.',
    ]);
  });
});
