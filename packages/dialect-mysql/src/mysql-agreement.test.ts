/** The embedded engine beside a real MariaDB: the same queries over the same rows. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { comparableRows, conformanceContent, logicalFormCases } from '@momq/core/conformance';
import { MoMQError } from '@momq/dialect';
import type { Database } from '@momq/dialect';
import { mysql } from './index.js';
import { corpus } from './testing/corpus.js';
import { contentStatements } from './testing/load-content.js';
import { serverRoot, startTestServer, withoutServer } from './testing/mariadb-test-server.js';
import type { TestServer } from './testing/mariadb-test-server.js';

const pack = mysql();
const { sample } = pack.tutorials;
const examples = pack.tutorials.pages.flatMap(({ examples }) => examples.map(({ query }) => query));
const queries = [...corpus('agreement-queries.txt'), ...examples];

/** What MariaDB answers otherwise than MySQL, or the embedded engine otherwise than both, with the reason. */
const KNOWN: Readonly<Record<string, string>> = {
  "SELECT FROM_BASE64('c3Bva2U=')": 'bytes on a server, text embedded',
  "SELECT REGEXP_SUBSTR(note, '[0-9]+') FROM repair WHERE note IS NOT NULL":
    'without a match MariaDB gives an empty text, MySQL and the embedded engine NULL',
  'SELECT name, PERCENT_RANK() OVER (ORDER BY price), CUME_DIST() OVER (ORDER BY price) FROM part':
    'MariaDB gives ten digits',
  'SELECT LEAD(hours, 2, 0) OVER (ORDER BY id) FROM repair':
    'MariaDB has no third argument, MySQL and the embedded engine have',
  'SELECT JSON_KEYS(\'{"b": 1, "a": 2}\')':
    'MySQL and the embedded engine sort keys, MariaDB does not',
  "SELECT brand FROM bicycle WHERE 'chain' MEMBER OF (details->'$.locks')":
    'MariaDB has no MEMBER OF',
  "SELECT COUNT(*) FROM bicycle WHERE 'frame' MEMBER OF (details->'$.locks')":
    'MariaDB has no MEMBER OF',
  'SELECT PI()': 'a server shows six digits',
  'SELECT JSON_ARRAYAGG(name) FROM mechanic':
    'MySQL and the embedded engine write a blank behind commas, MariaDB does not',
};

const root = serverRoot();
describe.skipIf(root === undefined)(root === undefined ? withoutServer : 'MariaDB', () => {
  let server: TestServer;
  let real: Database;
  let embedded: Database;
  let conformance: Database;
  beforeAll(async () => {
    server = await startTestServer(root ?? '');
    await server.execute(
      ...contentStatements(sample.schema.name, sample),
      ...contentStatements('conformance', conformanceContent),
    );
    real = await pack.openDatabase(server.url('root', sample.schema.name));
    conformance = await pack.openDatabase(server.url('root', 'conformance'));
    embedded = await pack.createDatabase(sample);
  }, 120_000);
  afterAll(async () => {
    await Promise.all([real, conformance, embedded].map((database) => database.close()));
    await server.stop();
  });

  const outcome = async (database: Database, text: string): Promise<string> => {
    try {
      const { rows } = await database.query(text);
      return comparableRows(rows, /ORDER BY/i.test(text)).join(' ');
    } catch (error) {
      return MoMQError.isInstance(error) ? `${error.code}: ${error.message}` : String(error);
    }
  };

  test('the embedded engine answers as MariaDB does', async () => {
    const different: string[] = [];
    for (const text of queries) {
      if (Object.hasOwn(KNOWN, text)) continue;
      const [expected, got] = [await outcome(real, text), await outcome(embedded, text)];
      if (expected !== got) different.push(`${text}\n  MariaDB: ${expected}\n  embedded: ${got}`);
    }
    console.log(
      `${queries.length - different.length - Object.keys(KNOWN).length} of ${queries.length} queries agree`,
    );
    expect(different).toEqual([]);
  }, 120_000);

  test.each(Object.entries(KNOWN))('%s still differs: %s', async (text) => {
    expect(await outcome(real, text)).not.toBe(await outcome(embedded, text));
  });

  test('every case of the logical form gives its rows on the server', async () => {
    const wrong: string[] = [];
    for (const { title, query, rows, ordered = false } of logicalFormCases) {
      const text = pack.language.render(query, conformanceContent.schema);
      const result = await conformance.query(text);
      const [expected, got] = [rows, result.rows].map((list) =>
        comparableRows(list, ordered).join(' '),
      );
      if (expected !== got) wrong.push(`${title}: expected ${expected}, got ${got} of ${text}`);
    }
    expect(wrong).toEqual([]);
  }, 120_000);
});
