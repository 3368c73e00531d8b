import { describe, expect, it } from 'vitest';
import { scriptedModel } from '../testing/scripted-model.js';
import { tinyDialect } from '../testing/tiny-dialect.js';
import { createMoMQ } from './create-momq.js';
import { maxQuestionLength, readQuestion } from './read-question.js';

describe('readQuestion', () => {
  it.each([
    ['  Who?\r\n', 'Who?'],
    ['Who\u0000is\u001b[2J here?', 'Who is [2J here?'],
    ['half a pair \ud83d and \udcc8', 'half a pair   and'],
    ['a whole pair 📈', 'a whole pair 📈'],
    ['2022', '2022'],
    ['誰', '誰'],
  ])('reads %j', (question, text) => {
    expect(readQuestion(question)).toBe(text);
  });

  it.each(['', ' \n', '?!', '…', '\u0000', '\ud83d', '""'])('finds no word in %j', (question) => {
    expect(() => readQuestion(question)).toThrow(
      expect.objectContaining({ code: 'QUESTION_EMPTY' }) as Error,
    );
  });

  it.each([undefined, null, 7, ['Who?'], {}])('takes no %j for a question', (question) => {
    expect(() => readQuestion(question)).toThrow(
      expect.objectContaining({ code: 'CONFIG_INVALID' }) as Error,
    );
  });

  it('says what a question may have', () => {
    expect(readQuestion('a'.repeat(maxQuestionLength))).toHaveLength(maxQuestionLength);
    expect(() => readQuestion('a'.repeat(maxQuestionLength + 1))).toThrow(
      /^question: expected 4096 characters at most, got 4097\./,
    );
  });
});

it('answers 1 MB of question before anything is read or loaded', async () => {
  let loads = 0;
  const momq = createMoMQ({
    dialects: [tinyDialect()],
    model: () => (loads++, Promise.resolve(scriptedModel([]))),
  });
  const database = await momq.open('shop.tiny');
  let reads = 0;
  const counted = { ...database, schema: () => (reads++, database.schema()) };
  await expect(momq.ask('why '.repeat(2 ** 18), counted)).rejects.toMatchObject({
    code: 'QUESTION_TOO_LONG',
  });
  expect({ loads, reads }).toEqual({ loads: 0, reads: 0 });
});

it('stops waiting for a database at the signal, and closes what opens late', async () => {
  const pack = tinyDialect();
  let arrive = (): void => undefined;
  const arrived = new Promise<void>((resolve) => (arrive = resolve));
  let close = (): void => undefined;
  const closed = new Promise<void>((resolve) => (close = resolve));
  const momq = createMoMQ({
    dialects: [
      {
        ...pack,
        openDatabase: async (source) => {
          await arrived;
          const database = await pack.openDatabase(source);
          return { ...database, close: () => (close(), Promise.resolve()) };
        },
      },
    ],
    model: scriptedModel([]),
  });
  const controller = new AbortController();
  const open = momq.open('shop.tiny', { signal: controller.signal });
  controller.abort(new Error('enough'));
  await expect(open).rejects.toThrow('enough');
  arrive();
  await closed;
});
