import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Answer, QueryModel } from '@momq/core';
import {
  SERVER_MISSING,
  serverProgram,
  startTestServer,
} from '../../../dialect-bigquery/src/testing/bigquery-test-server.js';
import type { TestServer } from '../../../dialect-bigquery/src/testing/bigquery-test-server.js';
import { capture } from '../testing/captured-run.js';
import { scriptedModel } from '../testing/scripted-model.js';

const program = serverProgram();

const DATA = `
projects:
- id: test
  datasets:
  - id: shop
    tables:
    - id: customer
      columns: [{ name: id, type: INTEGER, mode: REQUIRED }, { name: name, type: STRING }]
      data: [{ id: 1, name: Ann }, { id: 2, name: Bob }]
  - id: secrets
    tables:
    - id: pay
      columns: [{ name: amount, type: INTEGER }]
      data: [{ amount: 7 }]
`;

const proposing = (query: string): QueryModel => ({
  ...scriptedModel(query),
  groups: ['bigquery'],
});

describe.skipIf(program === undefined)(
  `a dataset of a BigQuery server (${program === undefined ? SERVER_MISSING : 'emulator 0.6.6'})`,
  () => {
    let server: TestServer;
    let url = '';
    beforeAll(async () => {
      server = await startTestServer(program ?? '', DATA);
      url = `bigquery://test/shop?endpoint=${server.endpoint}`;
    });
    afterAll(() => server.stop());

    test('momq ask answers from it', async () => {
      const { code, stdout, stderr } = await capture(
        ['ask', 'Which customers are there?', '--db', url, '--json'],
        proposing('SELECT name FROM shop.customer ORDER BY name'),
      );
      expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
      expect(JSON.parse(stdout)).toMatchObject({
        dialect: 'bigquery',
        columns: ['name'],
        rows: [['Ann'], ['Bob']],
      } satisfies Partial<Answer>);
    });

    test.each([
      'SELECT amount FROM secrets.pay',
      'FROM customer AS secrets |> SELECT id |> CROSS JOIN secrets.pay',
      'DELETE FROM shop.customer WHERE TRUE',
    ])('what may not run does not: %s', async (query) => {
      const { code, stdout, stderr } = await capture(
        ['ask', 'Which customers are there?', '--db', url, '--json'],
        proposing(query),
      );
      expect(code).not.toBe(0);
      expect(stdout).not.toContain('rows');
      expect(stderr).toMatch(/refused|QUERY_REFUSED/);
    });

    test('a dataset that is not there is told, with the nearest', async () => {
      const wrong = url.replace('/shop?', '/shops?');
      const { code, stderr } = await capture(['ask', 'How many?', '--db', wrong]);
      expect(code).not.toBe(0);
      expect(stderr).toMatch(/DATABASE_OPEN.*shops is not found\. Did you mean shop\?/);
    });
  },
);

test.each([
  'bigquery://test/shop?endpoint=http://gull:hunter2@127.0.0.1:1',
  'bigquery://test/shop?password=hunter2',
  'bigquery://test/shop?keyFile=/none/hunter2.json',
])('no secret of a URL is printed: %s', async (source) => {
  const { code, stdout, stderr } = await capture(['ask', 'How many?', '--db', source]);
  expect(code).not.toBe(0);
  expect(stderr).toMatch(/^DATABASE_OPEN/);
  expect(stdout + stderr).not.toMatch(/hunter2/);
});
