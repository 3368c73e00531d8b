import { describe, expect, it } from 'vitest';
import { prepareSamples, type DataRules } from './prepare-samples.js';
import type { TrainingSample } from './training-sample.js';
import { imbalancedRows } from './presets.js';

const rules: DataRules = {
  dialects: ['mysql', 'postgres', 'cypher', 'ngql'],
  maxLength: 8,
  vocabularySize: 100,
  endToken: 99,
};
const noTokenizer = () => Promise.reject(new Error('token ids need no tokenizer'));
const sample = (id: string, dialect: string, length = 5): TrainingSample => ({
  id,
  dialect,
  prompt: Array.from({ length: length - 2 }, (_, i) => i),
  answer: [50],
});
const prepare = (samples: TrainingSample[], change: Partial<DataRules> = {}) =>
  prepareSamples(samples, { ...rules, ...change }, noTokenizer);

describe('prepareSamples', () => {
  it('appends the end token and remembers where the answer starts', async () => {
    const { samples } = await prepare([sample('a', 'mysql')]);
    expect(samples).toEqual([{ id: 'a', dialect: 0, tokens: [0, 1, 2, 50, 99], promptLength: 3 }]);
  });

  it('counts and names what is too long, and cuts nothing', async () => {
    const data = [sample('a', 'mysql'), sample('b', 'cypher', 9), sample('c', 'cypher', 8)];
    const { samples, report } = await prepare(data);
    expect(samples.map(({ id, tokens }) => [id, tokens.length])).toEqual([
      ['a', 5],
      ['c', 8],
    ]);
    expect(report.tooLong).toEqual({ count: 1, ids: ['b'] });
    expect(report.used).toEqual({ mysql: 1, postgres: 0, cypher: 1, ngql: 0 });
    expect(report.longest).toBe(8);
    const refusals = [prepare(data, { tooLong: 'error' }), prepare([sample('b', 'cypher', 9)])];
    for (const refused of refusals) {
      await expect(refused).rejects.toMatchObject({ code: 'MOE_DATA_TOO_LONG' });
      await expect(refused).rejects.toThrow(/1 of \d that are longer, up to 9 \(ids b\)/);
    }
  });

  it('refuses an unknown dialect with its ids, or leaves it out on request', async () => {
    const data = [sample('a', 'mysql'), sample('b', 'oracle')];
    await expect(prepare(data)).rejects.toMatchObject({ code: 'MOE_DATA_UNKNOWN_DIALECT' });
    await expect(prepare(data)).rejects.toThrow(/1 of 2 of oracle \(ids b\)/);
    const { samples, report } = await prepare(data, { unknownDialect: 'skip' });
    expect(samples).toHaveLength(1);
    expect(report.unknownDialect).toEqual({ count: 1, ids: ['b'] });
    await expect(
      prepare([sample('b', 'oracle')], { unknownDialect: 'skip' }),
    ).rejects.toMatchObject({ code: 'MOE_DATA_UNKNOWN_DIALECT' });
    await expect(prepare(data, { rowsPerDialect: { orcale: 1 } })).rejects.toMatchObject({
      code: 'MOE_DATA_UNKNOWN_DIALECT',
    });
  });

  it('takes the first rows of each dialect in file order, as in the imbalanced setting', async () => {
    const data = Array.from({ length: 600 }, (_, i) =>
      sample(String(i), rules.dialects[i % 4]!, 5),
    );
    const { samples, report } = await prepare(data, {
      rowsPerDialect: imbalancedRows('mysql', ['postgres', 'cypher', 'ngql']),
    });
    expect(report.used).toEqual({ mysql: 150, postgres: 128, cypher: 128, ngql: 128 });
    expect(report.beyondLimit).toEqual({ mysql: 0, postgres: 22, cypher: 22, ngql: 22 });
    const cypher = samples.filter(({ dialect }) => dialect === 2).map(({ id }) => Number(id));
    expect(cypher).toEqual(Array.from({ length: 128 }, (_, i) => 4 * i + 2));
  });

  it('refuses empty texts and ids that the model does not have', async () => {
    for (const change of [{ answer: [] }, { prompt: [] }, { answer: [100] }, { answer: [1.5] }])
      await expect(prepare([{ ...sample('a', 'mysql'), ...change }])).rejects.toMatchObject({
        code: 'MOE_BAD_INPUT',
      });
    await expect(prepare([])).rejects.toMatchObject({ code: 'MOE_BAD_INPUT' });
  });

  it('encodes prompt and answer apart with a tokenizer of the base', async () => {
    const fixtures = new URL('../../../fixtures/tokenizers/', import.meta.url);
    const { createTokenizer } = await import('../../tokenizer/create-tokenizer.js');
    const { readFile } = await import('node:fs/promises');
    const json: unknown = JSON.parse(
      await readFile(new URL('qwen2.tokenizer.json', fixtures), 'utf8'),
    );
    const tokenizer = createTokenizer(json as never, 'qwen2');
    const { samples } = await prepareSamples(
      [
        {
          id: 'a',
          dialect: 'mysql',
          prompt: 'How many films?',
          answer: 'SELECT count(*) FROM film',
        },
      ],
      { ...rules, maxLength: 64, vocabularySize: tokenizer.size, endToken: null },
      () => Promise.resolve(tokenizer),
    );
    expect(tokenizer.decode(samples[0]!.tokens)).toBe('How many films?SELECT count(*) FROM film');
    expect(tokenizer.decode(samples[0]!.tokens.slice(samples[0]!.promptLength))).toBe(
      'SELECT count(*) FROM film',
    );
  });
});
