import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createMoMQ } from '@momq/core';
import type { MoMQ } from '@momq/core';
import { cypher } from '@momq/dialect-cypher';
import { postgres } from '@momq/dialect-postgres';
import { sqlite } from '@momq/dialect-sqlite';
import type { Database, DatabaseContent, DialectPack, QueryResult, Value } from '@momq/dialect';
import nativeSqlite from 'node-sqlite3-wasm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { meantDatabases } from './testing/meant-databases.js';
import { sharedNano } from './testing/shared-nano.js';

/** In Cypher the embedded model counts what Bob sent: it joins the properties instead of following a relationship. */
const sentToBob = 'How many messages were sent to Bob?';

/** Questions by database, with their answers, worked out by hand: one value, or the values of one column. */
const questions: Readonly<
  Record<string, readonly (readonly [string, Value | readonly Value[]])[]>
> = {
  shop: [
    ['Which products have a discount that contains "50%"?', ['Lamp']],
    ['How many orders were placed on 2023-05-01?', 2],
    ['How many orders were placed after 2023-05-01?', 3],
    ['How many orders were placed between 2023-05-01 and 2023-05-02?', 3],
    ['How many orders were placed in May 2023?', 3],
    ['How many orders were placed in the last quarter of 2023?', 1],
    ['What is the name of the cheapest product?', 'Pen'],
    ['How many customers are active?', 3],
    ['How many customers are not active?', 2],
    ['Which customers are inactive?', ['Ann Lee', 'Dora Kim']],
    ['What is the age of customer Jose Alvarez?', 40],
    ['Which customers have no country?', ['Bob Ray']],
    ['How many customers have no orders?', 2],
    ['Which customers have not placed any orders?', ['Bob Ray', 'Dora Kim']],
  ],
  staff: [
    ['What is the name of the manager of Dee?', 'Cid'],
    ['Who does Dee report to?', 'Cid'],
    ['How many employees report to Cid?', 2],
    ['List the names of the employees managed by Cid.', ['Dee', 'Eli']],
    ['Which employees have no manager?', ['Ada']],
    ['What is the parent category of Pans?', 'Kitchen'],
    ['Who was hired after 2020?', ['Eli']],
  ],
  league: [
    ['How many matches did Lions play at home?', 3],
    ['How many matches did Lions play away?', 2],
    ['How many matches were played in 2022?', 3],
  ],
  users: [
    ['Which users have never logged in?', ['Ben', 'Cat']],
    ['How many users were created in 2022?', 2],
    ['How many users are not deleted?', 3],
    ['How many users are subscribed?', 2],
    ['How many users are without an email address?', 1],
  ],
  stock: [],
  // Keys of two columns.
  theatre: [['What is the price of the seat of each booking?', [10, 10, 20, 25]]],
  mail: [
    ['How many messages did Ann send?', 3],
    [sentToBob, 2],
    ['How many messages did Bob receive?', 2],
    ['How many messages were sent in May 2023?', 2],
    ['Which people have no email?', ['Bob']],
  ],
};

const folder = mkdtempSync(path.join(tmpdir(), 'momq-meant-'));
const packs = [sqlite(), postgres(), cypher()] as const;
const contents = new Map<string, DatabaseContent>();
let momq: MoMQ;

beforeAll(async () => {
  momq = createMoMQ({ dialects: packs, model: await sharedNano() });
  for (const [name, sql] of Object.entries(meantDatabases)) {
    const database = new nativeSqlite.Database(path.join(folder, `${name}.sqlite`));
    database.exec(sql);
    database.close();
  }
});

afterAll(async () => {
  await momq.close();
  rmSync(folder, { recursive: true });
});

/** The SQLite file, or its rows in the engine of another dialect. */
async function open(pack: DialectPack, name: string): Promise<Database> {
  const file = await momq.open(path.join(folder, `${name}.sqlite`));
  if (pack.id === 'sqlite') return file;
  const known = contents.get(name) ?? (await readContent(file));
  contents.set(name, known);
  return pack.createDatabase(known);
}

async function ask(question: string, database: Database): Promise<QueryResult['rows']> {
  const { rows } = await momq.ask(question, database, {
    declining: false,
    maxCandidates: 4, // what a question means is decided by its words; more candidates only take time
  });
  return rows;
}

async function readContent(database: Database): Promise<DatabaseContent> {
  const schema = await database.schema();
  const rows: Record<string, readonly (readonly Value[])[]> = {};
  for (const { name } of schema.entities)
    rows[name] = (await database.query(`SELECT * FROM "${name}"`)).rows;
  // The encodings of times are read from the values, as they are where a pack does not look.
  const entities = schema.entities.map((entity) => ({
    ...entity,
    fields: entity.fields.map(({ temporal: _, ...field }) => field),
  }));
  return { schema: { ...schema, entities }, rows };
}

describe.each(packs)('$id', (pack) => {
  it.each(Object.entries(questions))(
    'answers questions about %s as they are meant',
    async (name, all) => {
      const asked = all.filter(([question]) => pack.id !== 'cypher' || question !== sentToBob);
      const database = await open(pack, name);
      const given: Record<string, unknown> = {};
      for (const [question, answer] of asked) {
        const rows = await ask(question, database);
        const values = rows.map((row) => (row.length === 1 ? row[0] : row)).toSorted();
        given[question] = Array.isArray(answer) ? values : values.length === 1 ? values[0] : values;
      }
      expect(given).toEqual(Object.fromEntries(asked));
      await database.close();
    },
    300_000,
  );

  it('joins on equal names', async () => {
    const database = await open(pack, 'stock');
    const rows = await ask(
      'Show the product name and supplier company name of every product.',
      database,
    );
    expect(rows.toSorted()).toEqual([
      ['Jam', 'Brix'],
      ['Oil', 'Acme'],
      ['Tea', 'Acme'],
    ]);
    await database.close();
  }, 300_000);
});
