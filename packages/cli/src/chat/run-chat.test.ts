import { PassThrough, Readable } from 'node:stream';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Answer, QueryModel } from '@momq/core';
import { main } from '../main.js';
import { scriptedModel } from '../testing/scripted-model.js';
import { writeShopDatabase } from '../testing/shop-database.js';

const endless =
  'WITH RECURSIVE t(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM t) SELECT count(*) FROM t WHERE n < 0';
const customers = scriptedModel("SELECT name FROM customer WHERE city = 'London'");
let shop = '';
beforeAll(() => {
  shop = writeShopDatabase();
});

interface ChatRun {
  readonly code: Promise<number>;
  readonly stdout: string[];
  readonly stderr: string[];
  /** Resolves when a line of the output, or what the terminal shows of the input, has the text. */
  shown(text: string | RegExp): Promise<void>;
}

function chat(
  input: { readonly stream: NodeJS.ReadableStream; readonly terminal: boolean },
  model: QueryModel,
  ...flags: readonly string[]
): ChatRun {
  const [stdout, stderr]: [string[], string[]] = [[], []];
  let echoed = '';
  const listeners = new Set<() => void>();
  const heard = (): void => listeners.forEach((listener) => listener());
  const echo = new PassThrough();
  echo.on('data', (chunk: Buffer) => {
    echoed += chunk.toString();
    heard();
  });
  const output = {
    print: (line: string) => (stdout.push(line), heard()),
    printError: (line: string) => (stderr.push(line), heard()),
    style: (_: string, text: string) => text,
  };
  const code = main(['chat', '--db', shop, ...flags], { output, model, input: { ...input, echo } });
  return {
    code,
    stdout,
    stderr,
    shown: (text) =>
      new Promise((resolve) => {
        const look = (): void => {
          if ([...stdout, ...stderr, echoed].some((each) => each.search(text) >= 0)) resolve();
        };
        listeners.add(look);
        look();
      }),
  };
}

const piped = (text: string) => ({ stream: Readable.from([text]), terminal: false });

describe('momq chat from a pipe', () => {
  it('answers a line after the other, and follow-ups of the answer before', async () => {
    const run = chat(
      piped(
        'Who lives in London?\n\nhow many of them?\n:sql\nwhat about New York?\nwho are they?\n',
      ),
      customers,
    );
    expect(await run.code).toBe(0);
    const text = run.stdout.join('\n');
    expect(text).toMatch(/> Who lives in London\?\n(.*\n)*Ada\nAlan\n/);
    expect(text).toContain('read as “Who lives in London?”, counted');
    expect(text).toContain("> :sql\nSELECT COUNT(*) FROM customer WHERE city = 'London'");
    expect(text).toMatch(/> who are they\?\n(.*\n)*Grace\n/);
    expect(run.stderr).toEqual([]);
  });

  it('prints one object a question with --json, errors too', async () => {
    const run = chat(
      piped('Who?\n???\nhow many of them?\n:tables\n:nothing\n'),
      customers,
      '--json',
      '--guess',
    );
    expect(await run.code).toBe(2);
    const lines = run.stdout.map((line) => JSON.parse(line) as object);
    expect(lines).toMatchObject([
      { question: 'Who?', rows: [['Ada'], ['Alan']] } satisfies Partial<Answer>,
      { error: { code: 'QUESTION_EMPTY' } },
      { question: 'how many of them?', rows: [[2]] },
      { tables: [{ name: 'customer', columns: ['id', 'name', 'city'] }] },
      { error: { code: 'USAGE' } },
    ]);
    expect(run.stderr).toEqual([]);
  });

  it('goes on after an error, and exits with what ask would have', async () => {
    const failing = chat(
      piped(`${'why '.repeat(2 ** 18)}\nWho?\n`),
      scriptedModel('SELECT nobody FROM customer', 'SELECT name FROM customer'),
    );
    expect(await failing.code).toBe(2);
    expect(failing.stderr).toEqual([expect.stringMatching(/^QUESTION_TOO_LONG: /)]);
    expect(failing.stdout.join('\n')).toContain('Grace');
    const none = chat(piped('Who?\n'), scriptedModel('SELECT nobody FROM customer'));
    expect(await none.code).toBe(1);
  });

  it('forgets the conversation at :new and ends at :quit', async () => {
    const run = chat(
      piped('Who lives in London?\n:new\nhow many of them?\n:sql\n:quit\nWho?\n'),
      customers,
      '--guess',
    );
    expect(await run.code).toBe(0);
    const text = run.stdout.join('\n');
    expect(text).toContain('A new conversation.');
    expect(text).not.toContain('counted');
    expect(text).not.toContain('> Who?');
  });

  it('shows cells that act on a terminal as what they are', async () => {
    const model = scriptedModel("SELECT char(27) || '[2J' AS cell");
    const run = chat(piped('Who\u001b[2J?\n'), model);
    await run.code;
    expect(run.stdout.join('\n')).toContain('\\u001b[2J');
    expect(run.stdout.join('\n')).not.toContain('\u001b');
  });
});

describe('momq chat in a terminal', () => {
  it('prompts, explains, and ends at Ctrl-D', async () => {
    const stream = new PassThrough();
    const run = chat({ stream, terminal: true }, customers);
    await run.shown('momq> ');
    stream.write('Who lives in London?\r:explain\r:help\r');
    await run.shown(/^candidates /);
    await run.shown(':tables');
    stream.write('\u0004');
    expect(await run.code).toBe(0);
  });

  it('cancels the question that runs at Ctrl-C and goes on', async () => {
    const stream = new PassThrough();
    let asked = 0;
    const model: QueryModel = {
      ...customers,
      generate: (request) => scriptedModel(asked++ === 0 ? endless : 'SELECT 7').generate(request),
    };
    const run = chat({ stream, terminal: true }, model, '--timeout', '600000', '--guess');
    await run.shown('momq> ');
    stream.write('How long?\r');
    await expect.poll(() => asked, { timeout: 30_000 }).toBe(1);
    stream.write('\u0003');
    await run.shown('INTERRUPTED: Stopped by Ctrl-C.');
    stream.write('What is seven?\r');
    await run.shown(/seven\?[^]*momq> /); // answered: it prompts again
    stream.write('\u0003');
    await run.shown('Ctrl-C again leaves');
    stream.write('\u0003');
    expect(await run.code).toBe(130);
  });
});
