import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { parsePair, readPairs, writePair } from './read-pairs.js';
import type { TrainingPair } from './training-pair.js';

const folder = mkdtempSync(path.join(tmpdir(), 'momq-pairs-'));
afterAll(() => rmSync(folder, { recursive: true }));

const pair: TrainingPair = {
  id: 'made/1',
  source: 'made',
  licence: 'Apache-2.0',
  dbId: 'harbour',
  split: 'train',
  question: 'How many ships are there?',
  dialect: 'tiny',
  query: 'count ship',
  logical: {
    kind: 'select',
    from: [{ entity: 'ship', instance: 0 }],
    distinct: false,
    select: [{ kind: 'aggregate', function: 'count', distinct: false, argument: { kind: 'star' } }],
    groupBy: [],
    orderBy: [],
  },
  rows: [[3]],
  rowCount: 1,
};

async function read(text: string): Promise<TrainingPair[]> {
  const file = path.join(folder, 'pairs.jsonl');
  writeFileSync(file, text);
  const pairs: TrainingPair[] = [];
  for await (const found of readPairs(file)) pairs.push(found);
  return pairs;
}

describe('readPairs', () => {
  it('gives back what writePair wrote, blank lines and line ends of Windows aside', async () => {
    const text = `${writePair(pair)}\n${writePair({ ...pair, id: 'made/2' }).trimEnd()}\r\n`;
    expect(await read(text)).toEqual([pair, { ...pair, id: 'made/2' }]);
  });

  it('names file, line and member of what is no pair', async () => {
    const broken = JSON.stringify({ ...pair, question: undefined });
    await expect(read(`${writePair(pair)}${broken}\n`)).rejects.toThrow(
      /pairs\.jsonl:2: expected question to be text, got nothing/,
    );
  });
});

describe('parsePair', () => {
  it.each<[string, object]>([
    ['expected split to be one of train, validation, test, got dev', { split: 'dev' }],
    ['expected rows to be a list of lists, got a list', { rows: [3] }],
    ['expected rowCount to be a whole number, 1 or more, got 0', { rowCount: 0 }],
    ['expected logical to be a query of the logical form, got text', { logical: 'SELECT 1' }],
    [
      'expected logical to be a query of the logical form, got object',
      { logical: { kind: 'set', left: pair.logical, right: { kind: 'select' } } },
    ],
  ])('says %s', (message, change) => {
    const line = JSON.stringify({ ...pair, ...change });
    expect(() => parsePair(line, 'here:1')).toThrow(`here:1: ${message.replace('text', 'string')}`);
  });

  it('says that a line is no JSON, with its beginning', () => {
    expect(() => parsePair('{"id": ', 'here:1')).toThrow(
      expect.objectContaining({
        code: 'CONFIG_INVALID',
        message: expect.stringContaining('here:1: expected one JSON object a line, got {"id": '),
      }),
    );
    expect(() => parsePair('[]', 'here:1')).toThrow('expected an object, got a list');
  });
});
