import { describe, expect, it } from 'vitest';
import type { Condition, SelectQuery } from '@momq/dialect';
import { asked, draft, equals, field, written } from '../../testing/asked-shop.js';
import { smallContent } from '../../testing/small-content.js';

describe('rows that are listed', () => {
  const isNull = (name: string): Condition => ({
    kind: 'null',
    negated: false,
    value: field(name),
  });
  const over = (name: string): SelectQuery => {
    const [entity = '', member = ''] = name.split('.');
    return draft(entity, member, { ...equals(name, 3), operator: '>' } as Condition);
  };
  it.each<[string, SelectQuery, string]>([
    ['Clients without an email', draft('clients', 'email', isNull('clients.email')), 'name'],
    [
      'Show me all clients with no email',
      draft('clients', 'email', isNull('clients.email')),
      'name',
    ],
    ['list verified clients', draft('clients', 'verified', equals('clients.verified', 1)), 'name'],
    [
      'clients with a discount over 3',
      draft('clients', 'discount', {
        ...equals('clients.discount', 3),
        operator: '>',
      } as Condition),
      'name',
    ],
    ['orders that are done', draft('orders', 'status', equals('orders.status', 'done')), 'id'],
  ])('are named: %s', (question, query, name) => {
    expect(asked(question, query)).toContain(`SELECT ${name} FROM`);
  });

  it.each<[string, SelectQuery]>([
    ['Emails of clients without an email', draft('clients', 'email', isNull('clients.email'))],
    ['status of orders that are done', draft('orders', 'status', equals('orders.status', 'done'))],
    ['Clients by email', draft('clients', 'email')],
    [
      'clients that are called like Iv',
      draft('clients', 'email', {
        ...equals('clients.email', 'Iv%'),
        operator: 'like',
      } as Condition),
    ],
    ['client discounts over 3', over('clients.discount')],
    ["clients' discounts over 3", over('clients.discount')],
    ['clients discounts over 3', over('clients.discount')],
    ['order notes over 3', over('orders.note')],
    ['clients with a discount over 3, show the discount', over('clients.discount')],
    ['What is verified?', draft('clients', 'verified', equals('clients.verified', 1))],
  ])('and nothing else is: %s', (question, query) => {
    expect(asked(question, query)).toBe(written(query));
  });

  const staff = smallContent('staff', {
    'nurses(id int pk, name text, born_in text, born text, job text, remark text, phone text, mail text)':
      [[1, 'Ada', 'Oslo', '1990-01-01', 'midwife', 'fine', '1', 'a@x']],
  });
  const hall = smallContent('venue', {
    'hall(hall_cd text pk, hall_nm text, hall_typ text, seats int)': [
      ['A1', 'Arena', 'long', 24],
      ['B2', 'Ballroom', 'short', 12],
    ],
  });
  const large = (member: string): SelectQuery =>
    draft('hall', member, { ...equals('hall.seats', 24), operator: '>' } as Condition);
  it.each<[string, SelectQuery]>([
    ['halls with more than 24 seats', large('hall_typ')],
    ['Show all halls that have more than 24 seats', large('hall_cd')],
    [
      'hall with the fewest seats',
      {
        ...draft('hall', 'hall_typ'),
        orderBy: [{ expression: field('hall.seats'), descending: false }],
        limit: 1,
      },
    ],
  ])('are named where a text or a key is shown that nobody spoke of: %s', (question, query) => {
    expect(asked(question, query, hall)).toContain('SELECT hall_nm FROM');
  });

  it.each([
    ['Where were the nurses born?', 'born_in'],
    ['nurses with long service by telephone', 'phone'],
    ['Why are nurses with long service leaving?', 'remark'],
    ['When were nurses born?', 'born'],
    ['What are nurses working as?', 'job'],
    ['Show nurses and where they were born', 'born_in'],
    ['Show nurses and the work they do', 'job'],
    ['Show nurses comments', 'remark'],
    ['Show nurses contacts', 'phone'],
    ['List all nurses who are seniors, by mail', 'mail'],
    ['nurses with long service: phone', 'phone'],
  ])('are no names where something else is asked for: %s', (question, member) => {
    const query = draft('nurses', member);
    expect(asked(question, query, staff)).toBe(written(query, staff.schema));
  });

  it.each<[string, SelectQuery]>([
    ['hall types with more than 24 seats', large('hall_typ')],
    ['halls with more than 24 seats, by type', large('hall_typ')],
    ['codes of halls with more than 24 seats', large('hall_cd')],
    ['halls with more than 24 seats, only the code', large('hall_cd')],
  ])('keep what was spoken of: %s', (question, query) => {
    expect(asked(question, query, hall)).toBe(written(query, hall.schema));
  });

  it('are not called by what a short form names of others', () => {
    const trade = smallContent('trade', {
      'invoice(id int pk, sku text, vendor_nm text, total int)': [[1, 'A-1', 'Acme', 200]],
    });
    const query = draft('invoice', 'sku', {
      ...equals('invoice.total', 100),
      operator: '>',
    } as Condition);
    const question = 'Show invoices over 100';
    expect(asked(question, query, trade)).toBe(written(query, trade.schema));
  });
});

describe('rows of a kind', () => {
  const garage = smallContent('garage', {
    'trucks(plate text, model text, in_service text)': [
      ['A1', 'Volvo', 'Yes'],
      ['B2', 'Scania', 'No'],
    ],
    'crew(crew_no int pk, name text, role text, licence text)': [
      [1, 'Ivy', 'driver', 'Y'],
      [2, 'Jon', 'loader', 'N'],
    ],
  });

  it('are shown by their names where a value says of which kind they are', () => {
    const query = draft('crew', 'licence', equals('crew.role', 'driver'));
    expect(asked('which drivers have a licence?', query, garage)).toBe(
      "SELECT name FROM crew WHERE role = 'driver' AND licence = 'Y'",
    );
  });

  it('are chosen by a flag that follows them', () => {
    expect(asked('trucks in service', draft('trucks', 'plate'), garage)).toBe(
      "SELECT plate FROM trucks WHERE in_service = 'Yes'",
    );
  });
});
