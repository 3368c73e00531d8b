import { mkdtempSync, renameSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { createMoMQ } from '@momq/core';
import { cypher } from '@momq/dialect-cypher';
import { sqlite } from '@momq/dialect-sqlite';
import { writeGraph } from '../testing/graph-file.js';
import { scriptedModel } from '../testing/scripted-model.js';
import { writeShopDatabase } from '../testing/shop-database.js';

const londoners = {
  sqlite: "SELECT name FROM customer WHERE city = 'London'",
  cypher: "MATCH (c:customer) WHERE c.city = 'London' RETURN c.name",
};

const opened: (() => Promise<void>)[] = [];
afterAll(async () => {
  await Promise.all(opened.map((close) => close()));
});

it.each([
  ['sqlite', () => Promise.resolve(writeShopDatabase())],
  [
    'cypher',
    () =>
      writeGraph(
        "CREATE (:customer {name: 'Ada', city: 'London'}), (:customer {name: 'Alan', city: 'London'})",
      ),
  ],
] as const)(
  'a file of %s that vanishes is a coded error, until it is back',
  async (dialect, write) => {
    const momq = createMoMQ({
      dialects: [sqlite(), cypher()],
      model: scriptedModel(londoners[dialect]),
    });
    opened.push(() => momq.close());
    const file = await write();
    const database = await momq.open(file);
    const ask = (question: string, history: Awaited<ReturnType<typeof momq.ask>>[] = []) =>
      momq.ask(question, database, { history, declining: false });
    const first = await ask('Who lives in London?');
    expect(first.rows).toEqual([['Ada'], ['Alan']]);

    const elsewhere = path.join(mkdtempSync(path.join(tmpdir(), 'momq-cli-')), path.basename(file));
    renameSync(file, elsewhere);
    for (const history of [[first], []])
      await expect(ask('Who lives in London?', history)).rejects.toMatchObject({
        code: 'DATABASE_OPEN',
      });

    renameSync(elsewhere, file);
    expect((await ask('Who lives in London?', [first])).rows).toEqual([['Ada'], ['Alan']]);
  },
);
