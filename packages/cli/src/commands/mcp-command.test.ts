import { fileURLToPath } from 'node:url';
import { Client } from '@modelcontextprotocol/client';
import { StdioClientTransport } from '@modelcontextprotocol/client/stdio';
import { describe, expect, it } from 'vitest';
import { capture } from '../testing/captured-run.js';
import { writeShopDatabase } from '../testing/shop-database.js';

const script = fileURLToPath(new URL('../testing/run-scripted.ts', import.meta.url));

it('momq mcp gives a client of the protocol its tools, and ends with it', async () => {
  const transport = new StdioClientTransport({
    command: process.execPath,
    args: [
      ...[...process.env['MOMQ_TEST_NODE']!.split('\n'), script],
      ...['mcp', '--db', writeShopDatabase()],
    ],
    cwd: fileURLToPath(new URL('../..', import.meta.url)),
    env: { ...process.env, MOMQ_TEST_QUERY: 'SELECT count(*) FROM customer' } as Record<
      string,
      string
    >,
    stderr: 'pipe',
  });
  const broken: Error[] = [];
  transport.onerror = (error) => broken.push(error); // what is no message of the protocol
  let said = '';
  transport.stderr!.on('data', (chunk: Buffer) => (said += chunk.toString()));
  const client = new Client({ name: 'test', version: '1' });
  await client.connect(transport, { timeout: 200_000 });
  const call = (name: string, given: Record<string, unknown> = {}) =>
    client.callTool({ name, arguments: given }, { timeout: 200_000 });
  expect(await call('list_databases')).toMatchObject({
    content: [{ text: '{"databases":[{"name":"shop","dialect":"sqlite","tables":1}]}' }],
  });
  const { content } = await call('ask', { question: 'How many customers are there?' });
  expect(content).toMatchObject([{ text: expect.stringContaining('"rows":[[3]]') as string }]);
  expect(await call('query', { query: 'DROP TABLE customer' })).toMatchObject({
    isError: true,
    content: [{ text: expect.stringMatching(/^QUERY_REFUSED: /) as string }],
  });
  expect(broken).toEqual([]);
  expect(said).toContain('proposed'); // what else is written goes to standard error
  const { pid } = transport;
  await client.close();
  await expect.poll(() => runs(pid!), { timeout: 30_000 }).toBe(false);
});

describe('momq mcp refuses', () => {
  it('to start without a database, and says whose help to read', async () => {
    expect(await capture(['mcp'])).toMatchObject({
      code: 2,
      stderr: expect.stringMatching(/^USAGE: .*--db.* See momq mcp --help\.$/) as string,
    });
  });

  it.each([['--port', '7000'], ['--api-key', 'sesame'], ['--json']])(
    '%s on standard input and output',
    async (...option) => {
      expect(await capture(['mcp', '--db', writeShopDatabase(), ...option])).toMatchObject({
        code: 2,
        stderr: expect.stringMatching(`option '${option[0]}' is one of --http\\.`) as string,
      });
    },
  );

  it('a model that is not there, instead of serving without one', async () => {
    const run = ['mcp', '--http', '--port', '0', '--db', writeShopDatabase(), '--model', 'nowhere'];
    expect(await capture(run)).toMatchObject({
      code: 3,
      stderr: expect.stringMatching(/^MODEL_MISSING: /) as string,
    });
  });
});

function runs(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}
