import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { harbour } from '@momq/dialect-kit';
import type { Database } from '@momq/dialect';
import { mysql } from '../index.js';

let database: Database;
beforeAll(async () => {
  database = await mysql().createDatabase(harbour);
});
afterAll(() => database.close());

describe('a comparison that can only be meant otherwise is told before it runs', () => {
  test.each([
    ["SELECT * FROM visit WHERE fee = 'cheap'", /expected a number to compare fee .* got 'cheap'/],
    ["SELECT * FROM ship s JOIN visit v ON v.ship_id = s.id WHERE s.id < ''", /compare s\.id/],
    ["SELECT * FROM ship WHERE afloat = 'yes'", /expected a number .* CAST\(afloat AS CHAR\)/],
    ["SELECT * FROM ship WHERE draft BETWEEN 1 AND 'deep'", /compare draft/],
    ["SELECT * FROM ship WHERE id IN (1, 'two')", /got 'two'/],
    ["SELECT * FROM ship WHERE launched > 'yesterday'", /expected a date .* '2024-02-29'/],
    ['SELECT * FROM ship WHERE 2000 < launched', /YEAR\(launched\)/],
    ['SELECT * FROM ship JOIN visit ON launched = fee', /FROM_UNIXTIME\(fee\)/],
    ['SELECT * FROM ship WHERE name = 5', /expected a text .* '5' in quotes/],
    ['SELECT * FROM ship WHERE name = -0.5', /got -0\.5/],
    ["SELECT (SELECT COUNT(*) FROM visit WHERE fee > 'x') FROM ship", /compare fee/],
    ["WITH a AS (SELECT s.id FROM ship s WHERE s.draft = 'x') SELECT * FROM a", /compare s\.draft/],
  ])('%s', async (text, message) => {
    const error: unknown = await database.query(text).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({
      code: 'QUERY_EXECUTION',
      message: expect.stringMatching(message),
    });
    await expect(database.explain!(text)).rejects.toThrow(message);
    const stream = database.stream(text)[Symbol.asyncIterator]();
    await expect(stream.next()).rejects.toThrow(message);
  });
});

test.each([
  ["SELECT COUNT(*) FROM visit WHERE fee = '100'", 2],
  ["SELECT COUNT(*) FROM ship WHERE launched >= '2004' AND launched > 20010101", 1],
  ["SELECT COUNT(*) FROM ship WHERE launched < '2002-01-01'", 2],
  ["SELECT COUNT(*) FROM ship s WHERE CAST(s.id AS CHAR) = 'x'", 0],
  ["SELECT COUNT(*) FROM (SELECT name AS fee FROM ship) v WHERE v.fee = 'tern'", 1],
  ["WITH visit AS (SELECT name AS fee FROM ship) SELECT COUNT(*) FROM visit WHERE fee = 'tern'", 1],
])('what can be meant runs: %s', async (text, value) => {
  expect((await database.query(text)).rows[0]).toEqual([value]);
});

test.each([
  ['SELECT nme FROM ship', /nme.*Did you mean name\?/],
  ['SELECT s.drft FROM ship s', /drft.*Did you mean draft\?/],
  ['SELECT name FROM shp', /shp.*Did you mean ship\?/],
  ['SELECT colour FROM visit', /There are id, ship_id, fee\./],
])('a name that is not there comes with those that may be meant: %s', async (text, message) => {
  await expect(database.query(text)).rejects.toThrow(message);
});
