import { describe, expect, it } from 'vitest';
import type { Condition, Expression, LogicalQuery, SelectQuery } from '@momq/dialect';
import { all, asked, draft, equals, field, written } from '../../testing/asked-shop.js';

const averageOf = (name: string): SelectQuery => ({
  ...draft(name.split('.')[0]!, 'count'),
  select: [{ kind: 'aggregate', function: 'avg', distinct: false, argument: field(name) }],
});
const joined = (link: string, where: Condition, select: Expression = all): SelectQuery => ({
  ...draft('flights', 'count', where),
  select: [select],
  from: [
    { entity: 'flights', instance: 0 },
    {
      entity: 'airports',
      instance: 0,
      join: { kind: 'link', link, with: { entity: 'flights', instance: 0 }, optional: false },
    },
  ],
});
const noneOf = (name: string, other: string): Condition => ({
  kind: 'in',
  negated: true,
  value: field(name),
  set: [{ kind: 'subquery', query: draft(other.split('.')[0]!, other.split('.')[1]!) }],
});

describe('flags', () => {
  it.each([
    ['How many clients are active?', 'active = TRUE'],
    ['How many active clients are there?', 'active = TRUE'],
    ['How many clients are not active?', 'active = FALSE'],
    ["How many clients aren't active?", 'active = FALSE'],
    ['How many inactive clients are there?', 'active = FALSE'],
    ['How many non-active clients are there?', 'active = FALSE'],
    ['How many clients are no longer active?', 'active = FALSE'],
    ['How many clients are verified?', 'verified = 1'],
    ['How many unverified clients are there?', 'verified = 0'],
    ['How many clients have never been verified?', 'verified = 0'],
    ['How many subscribed clients are there?', "subscribed = 'Y'"],
    ['How many clients are not subscribed?', "subscribed = 'N'"],
    ['How many clients have a confirmed email?', 'email_confirmed = TRUE'],
    ['How many clients have an email that is not confirmed?', 'email_confirmed = FALSE'],
    ['How many active but unverified clients are there?', 'active = TRUE AND verified = 0'],
    ['How many clients are verified and active?', 'active = TRUE AND verified = 1'],
    ['How many clients with no orders are active?', 'active = TRUE'],
    ['How many clients without orders are not active?', 'active = FALSE'],
  ])('%s', (question, where) => {
    expect(asked(question, draft('clients', 'count'))).toBe(
      `SELECT COUNT(*) FROM clients WHERE ${where}`,
    );
  });

  it('says a negation once', () => {
    const where = noneOf('clients.id', 'clients.id');
    const question = 'How many clients are not active?';
    const right = 'SELECT COUNT(*) FROM clients WHERE active = FALSE';
    expect(asked(question, draft('clients', 'count', where))).toBe(right);
    const difference: LogicalQuery = {
      kind: 'set',
      operator: 'except',
      all: false,
      left: draft('clients', 'count'),
      right: draft('clients', 'count'),
    };
    expect(asked(question, difference)).toBe(right);
    expect(asked('List clients that are not inactive', draft('clients', 'count', where))).toBe(
      'SELECT name FROM clients WHERE active = TRUE',
    );
  });

  it.each([
    'List all clients except inactive ones',
    'List all clients excluding inactive clients',
    'Exclude inactive clients and list the others',
    'List all clients besides the inactive ones',
    'List all clients other than active ones',
    'List all clients apart from active ones',
    'List all clients, including inactive ones',
    'List all clients, regardless of whether active',
  ])('leaves what is left out to the query: %s', (question) => {
    for (const value of ['TRUE', 'FALSE']) {
      const query = draft('clients', 'name', equals('clients.active', value));
      expect(asked(question, query)).toBe(written(query));
    }
    expect(asked(question, draft('clients', 'name'))).toBe('SELECT name FROM clients');
  });

  it.each(['List inactive clients, excluding Jon', 'List inactive clients except those from Oslo'])(
    'keeps the difference: %s',
    (question) => {
      const difference: LogicalQuery = {
        kind: 'set',
        operator: 'except',
        all: false,
        left: draft('clients', 'name'),
        right: draft('clients', 'name', equals('clients.name', 'Jon')),
      };
      expect(asked(question, difference)).toBe(written(difference));
    },
  );

  it.each([
    'How many clients have a discount of more than 100 or are active?',
    'How many clients are inactive or from Oslo?',
    'How many inactive clients or clients from Oslo are there?',
    'How many clients have more than 100 points or are not active?',
  ])('leaves an alternative to the query: %s', (question) => {
    const either: Condition = {
      kind: 'or',
      conditions: [equals('clients.active', 1), equals('clients.discount', 100)],
    };
    for (const query of [draft('clients', 'count'), draft('clients', 'count', either)])
      expect(asked(question, query)).toBe(written(query));
  });

  it('keeps an OR that reads the flag', () => {
    const either: Condition = {
      kind: 'or',
      conditions: [equals('clients.active', 1), equals('clients.discount', 100)],
    };
    const query = draft('clients', 'count', either);
    expect(asked('How many active clients or such with a discount are there?', query)).toBe(
      written(query),
    );
  });

  it.each<[string, LogicalQuery]>([
    ['Show the name and active of each client', draft('clients', 'name')],
    ['Show the name, email, and verified of each client', draft('clients', 'name')],
    ['Show the active and name of each client', draft('clients', 'name')],
    ['What is the average of active clients?', averageOf('clients.active')],
    ['How much was paid for bill 1?', draft('bills', 'paid_amount', equals('bills.id', 1))],
    ['What is the paid amount of bill 1?', draft('bills', 'paid_amount', equals('bills.id', 1))],
  ])('shows a flag and does not choose by it: %s', (question, query) => {
    expect(asked(question, query)).toBe(written(query));
  });

  it('chooses by a flag beside a longer name', () => {
    expect(asked('What are the amounts of paid bills?', draft('bills', 'paid_amount'))).toBe(
      'SELECT paid_amount FROM bills WHERE is_paid = TRUE',
    );
  });

  it('joins the entity whose rows the flag is said of', () => {
    expect(asked('How many orders do active clients have?', draft('orders', 'count'))).toBe(
      'SELECT COUNT(*) FROM orders AS t1 JOIN clients AS t2 ON t1.client_id = t2.id WHERE t2.active = TRUE',
    );
  });

  it.each([
    ['Is Ivy active?', draft('clients', 'active', equals('clients.name', 'Ivy'))],
    ['Show whether each client is active.', draft('clients', 'active')],
    ['What is the discount of Ivy?', draft('clients', 'discount', equals('clients.name', 'Ivy'))],
    ['How many orders are active?', draft('orders', 'count', equals('orders.status', 'active'))],
    ['How many clients are active or inactive?', draft('clients', 'count')],
    ['What is the average discount?', draft('clients', 'discount')],
  ])('asks for none: %s', (question, query) => {
    expect(asked(question, query)).toBe(written(query));
  });
});

describe('what is counted', () => {
  const different = (name: string): SelectQuery => ({
    ...draft('orders', 'count', equals('orders.status', 'done')),
    select: [{ kind: 'aggregate', function: 'count', distinct: true, argument: field(name) }],
  });

  it('is rows where the question names rows', () => {
    expect(asked('How many orders are done?', different('orders.client_id'))).toBe(
      "SELECT COUNT(*) FROM orders WHERE status = 'done'",
    );
  });

  it.each([
    'How many different orders are done?',
    'How many clients have orders that are done?',
    'Number of clients with orders that are done',
  ])('stays different values: %s', (question) => {
    expect(asked(question, different('orders.client_id'))).toBe(
      "SELECT COUNT(DISTINCT client_id) FROM orders WHERE status = 'done'",
    );
  });
});

describe('missing values', () => {
  it.each([
    ['How many clients have never logged in?', 'clients', 'last_login IS NULL'],
    ["How many clients haven't logged in yet?", 'clients', 'last_login IS NULL'],
    ['How many clients have no email?', 'clients', 'email IS NULL'],
    ['How many clients are without an email?', 'clients', 'email IS NULL'],
    ['How many clients do not have an email?', 'clients', 'email IS NULL'],
    ['How many orders have not been shipped yet?', 'orders', 'shipped_at IS NULL'],
    ['How many unshipped orders are there?', 'orders', 'shipped_at IS NULL'],
    ['How many orders have yet to be shipped?', 'orders', 'shipped_at IS NULL'],
    ['How many orders have shipped?', 'orders', 'NOT shipped_at IS NULL'],
    ['How many orders have been shipped?', 'orders', 'NOT shipped_at IS NULL'],
    ['How many staff have no boss?', 'staff', 'boss_id IS NULL'],
    ['How many guests have an unknown phone?', 'guests', 'phone IS NULL'],
  ])('%s', (question, entity, where) => {
    expect(
      asked(question, draft(entity, 'count')).replace('shipped_at IS NOT', 'NOT shipped_at IS'),
    ).toBe(`SELECT COUNT(*) FROM ${entity} WHERE ${where}`);
  });

  it.each([
    'How many orders are there?',
    'How many clients do not live in Leeds?',
    'How many orders were shipped?',
    'How many orders did not ship to Leeds?',
    'How many orders have no note or more than 100 points?',
    'How many orders have more than 100 points or no note?',
    'How many orders have been shipped or cancelled?',
    'How many orders have a note that is new or whose note is missing?',
    'How many orders are there besides those with no note?',
  ])('says nothing of them: %s', (question) => {
    expect(asked(question, draft('orders', 'count'))).toBe('SELECT COUNT(*) FROM orders');
  });
});

it.each(['How many guests have an unknown gender?', 'How many guests’ gender is unknown?'])(
  'takes a cell for no missing value: %s',
  (question) => {
    const query = draft('guests', 'count', equals('guests.gender', 'unknown'));
    expect(asked(question, query)).toBe(written(query));
  },
);

describe('links of an entity with itself', () => {
  const up = 'FROM staff AS t1 JOIN staff AS t2 ON t1.boss_id = t2.id WHERE t1.name =';
  const down = 'FROM staff AS t1 JOIN staff AS t2 ON t1.boss_id = t2.id WHERE t2.name =';
  it.each([
    ['What is the name of the boss of Dee?', 'name', `SELECT t2.name ${up} 'Dee'`],
    ['What is the salary of the boss of Dee?', 'salary', `SELECT t2.salary ${up} 'Dee'`],
    ["Who is Dee's manager?", '*', `SELECT t2.name ${up} 'Dee'`],
    ['Who manages Dee?', 'hired', `SELECT t2.name ${up} 'Dee'`],
    ['Who does Dee report to?', '*', `SELECT t2.name ${up} 'Dee'`],
    ['Who manages Dee?', 'count', `SELECT t2.name ${up} 'Dee'`],
    ['Who supervises Dee?', 'boss_id', `SELECT t2.name ${up} 'Dee'`],
    ['List the names of the staff managed by Cid.', 'name', `SELECT t1.name ${down} 'Cid'`],
    ['How many staff report to Cid?', 'count', `SELECT COUNT(*) ${down} 'Cid'`],
    ['How many staff does Cid manage?', 'count', `SELECT COUNT(*) ${down} 'Cid'`],
    ['How many staff work for Cid?', 'count', `SELECT COUNT(*) ${down} 'Cid'`],
    ['How many subordinates does Cid have?', 'count', `SELECT COUNT(*) ${down} 'Cid'`],
    ['List the names of the staff whose boss is Cid.', 'name', `SELECT t1.name ${down} 'Cid'`],
    ["What are the names of Cid's subordinates?", 'name', `SELECT t1.name ${down} 'Cid'`],
  ])('%s', (question, select, sql) => {
    const name = question.includes('Dee') ? 'Dee' : 'Cid';
    expect(asked(question, draft('staff', select, equals('staff.name', name)))).toBe(sql);
  });

  it('needs a role', () => {
    const query = draft('staff', 'salary', equals('staff.name', 'Dee'));
    expect(asked('What is the salary of Dee?', query)).toBe(
      "SELECT salary FROM staff WHERE name = 'Dee'",
    );
  });
});

describe('roles', () => {
  const by = (column: string): string =>
    `FROM flights AS t1 JOIN airports AS t2 ON t1.${column} = t2.id WHERE t2.name = 'Orly'`;
  it.each([
    ['How many flights depart from Orly?', 'origin_airport'],
    ['How many flights leave Orly?', 'origin_airport'],
    ['How many flights have Orly as origin?', 'origin_airport'],
    ['How many flights go to Orly?', 'destination_airport'],
    ['How many flights land at Orly?', 'destination_airport'],
    ['How many flights have the destination Orly?', 'destination_airport'],
  ])('%s', (question, column) => {
    const where = equals('airports.name', 'Orly');
    for (const link of ['flights.origin_airport', 'flights.destination_airport'])
      expect(asked(question, joined(link, where))).toBe(`SELECT COUNT(*) ${by(column)}`);
  });

  it('keeps the join without a role', () => {
    const query = joined('flights.origin_airport', equals('airports.name', 'Orly'));
    expect(asked('How many flights does Orly have?', query)).toBe(
      `SELECT COUNT(*) ${by('origin_airport')}`,
    );
  });

  it('joins twice for two values', () => {
    const query = joined('flights.origin_airport', equals('airports.name', 'Orly'));
    expect(asked('How many flights go from Orly to Heathrow?', query)).toBe(
      'SELECT COUNT(*) FROM flights AS t1 JOIN airports AS t2 ON t1.origin_airport = t2.id ' +
        "JOIN airports AS t3 ON t1.destination_airport = t3.id WHERE t2.name = 'Orly' AND t3.name = 'Heathrow'",
    );
  });

  it('counts what the question counts', () => {
    const query = draft('airports', 'count', equals('airports.name', 'Orly'));
    expect(asked('How many flights arrive at Orly?', query)).toBe(
      "SELECT COUNT(*) FROM airports AS t1 JOIN flights AS t2 ON t1.id = t2.destination_airport WHERE t1.name = 'Orly'",
    );
  });
});

describe('what is shown', () => {
  it.each([
    [
      'Which clients are active?',
      draft('clients', 'active'),
      'SELECT name FROM clients WHERE active = TRUE',
    ],
    [
      'Which clients have not confirmed their email?',
      draft('clients', 'email'),
      'SELECT name FROM clients WHERE email_confirmed = FALSE',
    ],
    [
      'Which clients have no email?',
      draft('clients', 'email'),
      'SELECT name FROM clients WHERE email IS NULL',
    ],
    ['Which clients have an id above 1?', draft('clients', '*'), 'SELECT * FROM clients'],
    [
      'Who has never logged in?',
      draft('clients', 'id'),
      'SELECT name FROM clients WHERE last_login IS NULL',
    ],
    [
      'Which orders have not been shipped?',
      draft('orders', 'ordered_on'),
      'SELECT id FROM orders WHERE shipped_at IS NULL',
    ],
    [
      'Which email does Ivy have?',
      draft('clients', 'email'),
      "SELECT email FROM clients WHERE name = 'Ivy'",
    ],
    ['Which clients have which email?', draft('clients', 'email'), 'SELECT email FROM clients'],
    [
      'What is the email of Ivy?',
      draft('clients', 'email'),
      "SELECT email FROM clients WHERE name = 'Ivy'",
    ],
  ])('%s', (question, query, sql) => {
    expect(asked(question, query)).toBe(sql);
  });

  it('takes a number after an entity as its key', () => {
    const { orderBy: _, ...query } = draft('orders', 'note');
    expect(asked('What is the note of order 2?', { ...query, orderBy: [], limit: 2 })).toBe(
      'SELECT note FROM orders WHERE id = 2',
    );
    expect(asked('Show 2 orders.', { ...query, orderBy: [], limit: 2 })).toBe(
      'SELECT note FROM orders LIMIT 0, 2',
    );
  });
});
