import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createDatabase } from '@momq/core';
import type { Database } from '@momq/core';
import { resultsEqual } from '@momq/core/evaluation';
import { sqlite } from '@momq/dialect-sqlite';
import { Random } from '../../generated/random.js';
import { amounts } from '../../testing/shop-answers/amounts.js';
import { states } from '../../testing/shop-answers/states.js';
import { tables } from '../../testing/shop-answers/tables.js';
import { times } from '../../testing/shop-answers/times.js';
import { smallShop } from '../../testing/small-shop.js';
import type { LivedInDatabase } from '../lived-in/lived-in-database.js';
import { sqlWriter } from '../sql-writer.js';
import type { SqlWriter } from '../sql-writer.js';
import { questionTemplates } from './all-templates.js';

const pack = sqlite();

const cases = [...times, ...amounts, ...states, ...tables];

/** A shop, and what spells queries for it. */
interface Asked {
  readonly shop: LivedInDatabase;
  readonly writer: SqlWriter;
}

function askedOf(shop: LivedInDatabase): Asked {
  return { shop, writer: sqlWriter(pack, shop.content.schema)! };
}

/** The fillings of a template for many seeds. */
function* fillings(name: string, database: LivedInDatabase, seeds = 600) {
  const { fill } = questionTemplates.find((template) => template.name === name)!;
  for (let seed = 0; seed < seeds; seed += 1) {
    const filled = fill({ random: new Random(seed), database });
    if (filled) yield filled;
  }
}

/** The query of a filling that has the wording. */
function queryOf(name: string, wording: string, { shop, writer }: Asked): string {
  for (const { questions, sql } of fillings(name, shop))
    if (questions.includes(wording)) return sql(writer);
  throw new Error(`no filling of ${name} says: ${wording}`);
}

async function rowsOf(database: Database, name: string, wording: string, asked: Asked) {
  const { rows } = await database.query(queryOf(name, wording, asked));
  return rows;
}

describe('the answer of a template', () => {
  const asked = askedOf(smallShop());
  let database: Database;
  beforeAll(async () => {
    database = await createDatabase(pack, asked.shop.content);
  });
  afterAll(() => database.close());

  it.each(cases)('of %s: %s', async (name, wording, expected) => {
    const rows = await rowsOf(database, name, wording, asked);
    expect([rows, resultsEqual(expected, rows, { orderMatters: false })]).toEqual([rows, true]);
  });
});

describe.each([
  ['dates, Booleans, decimals', { moments: 'date', yes: true, no: false, cents: false }],
  ['timestamps, 1 and 0, cents', { moments: 'datetime', yes: 1, no: 0, cents: true }],
  ['dates as text, Yes and No', { moments: 'text-date', yes: 'Yes', no: 'No', cents: false }],
  ['times as text, Y and N', { moments: 'text-datetime', yes: 'Y', no: 'N', cents: false }],
] as const)('the answer where the database keeps %s', (_, habits) => {
  it('is the same', async () => {
    const asked = askedOf(smallShop(habits));
    const database = await createDatabase(pack, asked.shop.content);
    try {
      for (const [name, wording, expected] of cases) {
        if (name === 'count-by-hour' || wording.includes('(not in cents)')) continue;
        const rows = await rowsOf(database, name, wording, asked);
        expect([wording, rows, resultsEqual(expected, rows, { orderMatters: false })]).toEqual([
          wording,
          rows,
          true,
        ]);
      }
    } finally {
      await database.close();
    }
  });
});
