import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createDatabase } from '@momq/core';
import { relationalView, requireReader } from '@momq/core/logical';
import type { LogicalDialectPack } from '@momq/dialect';
import { cypher } from '@momq/dialect-cypher';
import { sqlite } from '@momq/dialect-sqlite';
import { smallShop } from '../testing/small-shop.js';
import { sqlWriter } from './sql-writer.js';
import type { SqlWriter } from './sql-writer.js';
import { verifyTemplate } from './verify-template.js';
import type { OpenTarget } from './verify-template.js';

const { content } = smallShop();
const pack = sqlite();
const read = requireReader(pack);

async function open(target: LogicalDialectPack, writer?: SqlWriter): Promise<OpenTarget> {
  const view = relationalView(target, content.schema);
  return {
    pack: target,
    database: await createDatabase(target, content),
    ...(writer && { writer }),
    translate: (query) => {
      const logical = view.convert(query);
      return { logical, text: target.language.render(logical, view.schema) };
    },
  };
}

describe('verifyTemplate', () => {
  const writer = sqlWriter(pack, content.schema)!;
  let first: OpenTarget;
  let second: OpenTarget;
  let graph: OpenTarget;
  beforeAll(async () => {
    first = await open(pack, writer);
    // A dialect that takes cents for whole units.
    const careless: SqlWriter = { ...writer, money: (_, expression) => expression };
    second = { ...(await open(pack, careless)), pack: { ...pack, id: 'careless' } };
    graph = await open(cypher());
  });
  afterAll(async () => {
    for (const { database } of [first, second, graph]) await database.close();
  });

  const verify = (sql: string | ((writer: SqlWriter) => string), targets: readonly OpenTarget[]) =>
    verifyTemplate(
      {
        template: 't',
        question: 'Q?',
        sql: typeof sql === 'string' ? () => sql : sql,
      },
      targets,
      (text) => read(text, content.schema),
    );

  it('translates for dialects without idioms what has the same rows there', async () => {
    const verified = await verify('SELECT channel, COUNT(*) FROM "Order Log" GROUP BY channel', [
      first,
      graph,
    ]);
    if (typeof verified === 'string') throw new Error(verified);
    expect(verified.dropped.size).toBe(0);
    const { text, rows } = verified.byDialect.get('cypher')!;
    expect(text).toMatch(/^MATCH \(\w+:`Order Log`\)/);
    expect(new Set(rows.map((row) => row.join()))).toEqual(new Set(['web,3', 'phone,2', ',1']));
  });

  it('drops what has no answer, for all dialects', async () => {
    const none = `FROM "Order Log" WHERE items > 90`;
    expect(await verify(`SELECT No ${none}`, [first, graph])).toBe('no row');
    expect(await verify(`SELECT COUNT(*), SUM(items) ${none}`, [first])).toBe(
      'nothing but NULL or zero',
    );
    const all = '"Order Log"';
    expect(await verify(`SELECT 1 FROM ${all}, ${all} b, ${all} c, ${all} d`, [first])).toBe(
      'too many rows',
    );
  });

  it('drops a limit that cuts equal rows', async () => {
    const by = (key: string): string => `SELECT No FROM "Order Log" ORDER BY ${key} LIMIT 1`;
    expect(await verify(by('urgent DESC'), [first])).toBe('a tie at the limit');
    expect(await verify(by('items DESC'), [first])).not.toBeTypeOf('string');
  });

  it('drops for all what two SQL dialects answer differently', async () => {
    const money = smallShop()
      .tables.flatMap(({ columns }) => columns)
      .find(({ role }) => role === 'money')!;
    const total = (sql: SqlWriter): string =>
      `SELECT ${sql.money(money, `SUM(${sql.column(money)})`)} FROM "Order Log"`;
    expect(await verify(total, [first, second])).toBe('other rows: careless');
    expect(await verify('SELECT MAX(items) FROM "Order Log"', [first, second])).not.toBeTypeOf(
      'string',
    );
  });

  it('says which SQL dialect refuses a query, and why', async () => {
    expect(await verify('SELECT shelf FROM "Order Log"', [first])).toMatch(/^sqlite: [A-Z_]+: /);
  });

  it('drops for a dialect what it cannot say, or not as anybody would', async () => {
    const dropped = async (sql: string): Promise<unknown> => {
      const verified = await verify(sql, [first, graph]);
      return typeof verified === 'string' ? verified : [...verified.dropped];
    };
    expect(
      await dropped(
        'WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 3) SELECT i FROM n',
      ),
    ).toEqual([['cypher', 'no logical form']]);
    const long = Array.from({ length: 40 }, (_, index) => `items <> ${index + 100}`).join(' AND ');
    expect(await dropped(`SELECT No FROM "Order Log" WHERE ${long}`)).toEqual([
      ['cypher', 'too long'],
    ]);
  });
});
