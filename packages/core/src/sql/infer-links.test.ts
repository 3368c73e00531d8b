import { describe, expect, it, test } from 'vitest';
import type { DatabaseSchema, Entity, FieldType, Value } from '@momq/dialect';
import { inferLinks } from './infer-links.js';
import type { LinkCandidate } from './infer-links.js';

/** `id*` is a primary key; text values make a text column. */
type Tables = Record<string, Record<string, readonly Value[]>>;

function schemaOf(tables: Tables): DatabaseSchema {
  const entities = Object.entries(tables).map(([name, columns]): Entity => ({
    name,
    fields: Object.entries(columns).map(([column, values]) => ({
      name: column.replace('*', ''),
      type: typeOf(values),
      ...(column.endsWith('*') ? { primaryKey: true } : {}),
    })),
  }));
  return { name: 'test', family: 'relational', entities, links: [] };
}

function typeOf(values: readonly Value[]): FieldType {
  return values.some((value) => typeof value === 'string') ? 'text' : 'integer';
}

function valuesIn(tables: Tables) {
  const column = ({ entity, field }: LinkCandidate['from']): readonly Value[] =>
    tables[entity.name]?.[field.name] ?? tables[entity.name]?.[`${field.name}*`] ?? [];
  return ({ from, to }: LinkCandidate): Promise<boolean> => {
    const some = column(from).filter((value) => value !== null);
    const all = column(to);
    return Promise.resolve(
      some.length > 0 &&
        new Set(all).size === all.length &&
        some.every((value) => all.includes(value)),
    );
  };
}

async function linksOf(tables: Tables): Promise<string[]> {
  const { links, notes } = await inferLinks(schemaOf(tables), { contained: valuesIn(tables) });
  expect(notes).toEqual([]);
  expect(links.every((link) => link.inferred === true)).toBe(true);
  return links.map(({ name, to }) => `${name} → ${to.entity}.${to.fields.join()}`);
}

const customers = { 'id*': [1, 2, 3], name: ['a', 'b', 'c'] };

describe('links that names, types and values agree on', () => {
  test.each<[string, Tables, string]>([
    [
      'the singular and id',
      { customers, orders: { 'id*': [1], customer_id: [2, null] } },
      'orders.customer_id → customers.id',
    ],
    [
      'camel case',
      { Customer: customers, orders: { customerId: [1] } },
      'orders.customerId → Customer.id',
    ],
    ['one word', { customers, orders: { customerid: [1] } }, 'orders.customerid → customers.id'],
    [
      'fk before',
      { tbl_customer: customers, orders: { fk_customer: [1] } },
      'orders.fk_customer → tbl_customer.id',
    ],
    [
      'no suffix',
      { customer: customers, orders: { customer: [1] } },
      'orders.customer → customer.id',
    ],
    [
      'equal names with a blank',
      {
        suppliers: { 'Supplier ID*': [7, 8] },
        products: { 'Product ID*': [7], 'Supplier ID': [8] },
      },
      'products.Supplier ID → suppliers.Supplier ID',
    ],
    [
      'equal names, another table',
      { staff: { 'emp_no*': [1, 2] }, salary: { emp_no: [1, 1] } },
      'salary.emp_no → staff.emp_no',
    ],
    [
      'text keys',
      { countries: { 'code*': ['DE', 'FR'] }, cities: { country_code: ['FR'] } },
      'cities.country_code → countries.code',
    ],
    [
      'no declared key',
      { categories: { id: [1, 2] }, posts: { category_id: [2, 2] } },
      'posts.category_id → categories.id',
    ],
    [
      'a parent in the same table',
      { employees: { 'id*': [1, 2], manager_id: [1] } },
      'employees.manager_id → employees.id',
    ],
    [
      'a detail of the same key',
      { users: { 'id*': [1, 2] }, profiles: { 'user_id*': [2] } },
      'profiles.user_id → users.id',
    ],
  ])('%s', async (_, tables, link) => {
    expect(await linksOf(tables)).toEqual([link]);
  });

  it('two roles of one table', async () => {
    const tables = { teams: { 'id*': [1, 2] }, matches: { home_team_id: [1], away_team_id: [2] } };
    expect(await linksOf(tables)).toEqual([
      'matches.home_team_id → teams.id',
      'matches.away_team_id → teams.id',
    ]);
  });
});

describe('names of systems that declare nothing', () => {
  it('a prefix of all tables in upper case, codes as keys, a table named by its end', async () => {
    const tables = {
      LIB_READER: { READER_ID: [1, 2, 3], FULL_NM: ['a', 'b', 'c'], STATE_CD: ['A', 'A', 'B'] },
      LIB_WORK: { WORK_CD: ['X', 'Y'], TITLE: ['t', 'u'], PUB_CD: ['P', 'P'] },
      LIB_PUBLISHER: { PUB_CD: ['P', 'Q'], NM: ['p', 'q'] },
      LIB_LOAN: { LOAN_NO: [7, 8], READER_ID: [3, 3], WORK_CD: ['Y', 'X'], DUE_ON: ['a', 'b'] },
      LIB_CODE: { CD_TYPE: ['STATE', 'STATE'], CD: ['A', 'B'], CD_TEXT: ['x', 'y'] },
      LIB_FINE: { LOAN_NO: [8, 8], AMT_P: [100, 50] },
    };
    expect(await linksOf(tables)).toEqual([
      'LIB_WORK.PUB_CD → LIB_PUBLISHER.PUB_CD',
      'LIB_LOAN.READER_ID → LIB_READER.READER_ID',
      'LIB_LOAN.WORK_CD → LIB_WORK.WORK_CD',
      'LIB_FINE.LOAN_NO → LIB_LOAN.LOAN_NO',
    ]);
  });

  it('columns that begin with a letter of their table, and keys in one word', async () => {
    const tables = {
      depot: { d_depotkey: [1, 2], d_name: ['a', 'b'], d_regkey: [5, 5] },
      region: { r_regkey: [5, 6], r_name: ['n', 's'], r_note: ['', ''] },
      parcel: { p_parcelkey: [1, 2, 3], p_depotkey: [2, 2, 1], p_grams: [1, 2, 2] },
    };
    expect(await linksOf(tables)).toEqual([
      'depot.d_regkey → region.r_regkey',
      'parcel.p_depotkey → depot.d_depotkey',
    ]);
  });

  test.each<[string, Tables, string]>([
    [
      'an abbreviation of the table',
      { employee: { 'emp_no*': [1, 2] }, badge: { emp_no: [2, 2] } },
      'badge.emp_no → employee.emp_no',
    ],
    [
      'letters of the table',
      { department: { 'id*': [1, 2] }, desk: { dept_id: [2, 2] } },
      'desk.dept_id → department.id',
    ],
    [
      'a role before the name of a key',
      {
        team: { 'no*': [1], 'x*': [1] },
        club: { 'club_ref_no*': [4, 5] },
        game: { away_club_ref_no: [5] },
      },
      'game.away_club_ref_no → club.club_ref_no',
    ],
    [
      'the name of a declared key that no word calls a key',
      { grape: { 'grape*': ['Syrah', 'Pinot'] }, wine: { 'id*': [1], grape: ['Pinot'] } },
      'wine.grape → grape.grape',
    ],
    [
      'the first column of a table of another name',
      { outlet: { site_id: [1, 2], town: ['a', 'b'] }, till: { till_no: [1, 2], site_id: [2, 2] } },
      'till.site_id → outlet.site_id',
    ],
    [
      'reports to',
      { staff: { 'id*': [1, 2], reports_to: [1, null] } },
      'staff.reports_to → staff.id',
    ],
    [
      'the plural of a word in us',
      { campuses: { 'id*': [1, 2] }, fees: { 'campus*': [2] }, grants: { campus: [2] } },
      'fees.campus → campuses.id|grants.campus → campuses.id',
    ],
  ])('%s', async (_, tables, link) => {
    expect(await linksOf(tables)).toEqual(link.split('|'));
  });

  it('the table that has the values of the others, of several with the same key', async () => {
    const tables = {
      pupil: { stu_id: [1, 2, 3], name: ['a', 'b', 'c'] },
      locker: { stu_id: [1, 3], shelf: [7, 7] },
      mark: { mark_no: [1, 2, 3], stu_id: [3, 3, 1] },
    };
    expect(await linksOf(tables)).toContain('mark.stu_id → pupil.stu_id');
  });
});

describe('no link without evidence', () => {
  test.each<[string, Tables]>([
    ['values outside', { customers, orders: { customer_id: [1, 9] } }],
    ['no values', { customers, orders: { customer_id: [null] } }],
    ['another type', { customers, orders: { customer_id: ['1'] } }],
    ['no name in common', { customers, orders: { quantity: [1, 2], number: [1] } }],
    ['id alone', { customers, orders: { 'id*': [1, 2] } }],
    ['a target that repeats', { customers: { id: [1, 1] }, orders: { customer_id: [1] } }],
    [
      'equal names that are no keys',
      { a: { 'id*': [1], year: [1] }, b: { 'id*': [1], year: [1] } },
    ],
    [
      'names that every table may have',
      { kinds: { 'name*': ['a', 'b'] }, pets: { 'id*': [1], name: ['a'] } },
    ],
    [
      'first columns with each other',
      { left: { deal_id: [1, 2], a: [1, 1] }, right: { deal_id: [2, 1], b: [1, 1] } },
    ],
    ['a plural that counts', { gifts: { 'id*': [1, 2] }, years: { 'year*': [2020], gifts: [2] } }],
    ['a first word of few tables', { crm_donor: { id: [1, 2] }, gift: { crm_id: [1] } }],
    [
      'a short form of two tables, whose keys count from 1 alike',
      {
        station: { 'id*': [1, 2, 3] },
        status: { 'id*': [1, 2] },
        train: { 'id*': [1], stat_id: [2] },
      },
    ],
    [
      'keys that are common numbers',
      { weather: { 'hour*': [1, 2] }, brackets: { 'age*': [1, 2] }, item: { hour: [1], age: [2] } },
    ],
    [
      'two targets alike',
      { staff: { 'emp_no*': [1] }, clerks: { 'emp_no*': [1] }, pay: { emp_no: [1] } },
    ],
  ])('%s', async (_, tables) => {
    expect(await linksOf(tables)).toEqual([]);
  });

  it('nor for a column that has a declared one', async () => {
    const tables = { customers, orders: { customer_id: [1] } };
    const schema: DatabaseSchema = {
      ...schemaOf(tables),
      links: [
        {
          name: 'orders.customer_id',
          from: { entity: 'orders', fields: ['customer_id'] },
          to: { entity: 'customers', fields: ['id'] },
          fields: [],
        },
      ],
    };
    expect((await inferLinks(schema, { contained: valuesIn(tables) })).links).toEqual([]);
  });

  it('nor after the time given, which is said', async () => {
    const tables = { customers, orders: { customer_id: [1] } };
    const options = { contained: valuesIn(tables), timeBudgetMs: -1 };
    expect(await inferLinks(schemaOf(tables), options)).toEqual({
      links: [],
      notes: [expect.stringMatching(/^Whether orders\.customer_id refer/)],
    });
  });
});
