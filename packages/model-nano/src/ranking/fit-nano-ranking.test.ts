import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, expect, it } from 'vitest';
import type { GenerationRequest } from '@momq/core';
import type { TrainingPair } from '@momq/core/pairs';
import { sqlite } from '@momq/dialect-sqlite';
import { loadCheckpoint } from '@momq/moe';
import { nanoWeightsFolder } from '../load-nano.js';
import { candidateFeatures } from './candidate-features.js';
import { fitNanoRanking, writeRanking } from './fit-nano-ranking.js';
import { rankedLogProbs } from './rank-candidates.js';

const pack = sqlite();
const folder = mkdtempSync(path.join(tmpdir(), 'momq-ranking-'));
afterAll(() => rmSync(folder, { recursive: true }));

const games = pack.tutorials.sample;
const [right, wrong] = ['SELECT count(*) FROM game', 'SELECT 999999'];

function pair(id: number, changes: Partial<TrainingPair> = {}): TrainingPair {
  return {
    id: String(id),
    source: 'hand-made',
    licence: 'CC0-1.0',
    dbId: 'cafe',
    split: 'validation',
    question: `How many games are there? (${id})`,
    dialect: 'sqlite',
    query: right,
    rows: [],
    rowCount: 1,
    ...changes,
  };
}

/** Proposes a wrong query that it holds for likelier, and a right one that leaves no name unused. */
function proposing(asked: string[]) {
  const features = (logProb: number, unusedNames: number): number[] =>
    candidateFeatures.map((name) =>
      name === 'log probability' ? logProb : name === 'unused exact entity name' ? unusedNames : 0,
    );
  return {
    propose: ({ question }: GenerationRequest) => {
      asked.push(question);
      const proposal = (query: string, row: number[]) => ({
        query,
        features: row,
        tokens: [],
        logical: { kind: 'select', from: [], select: [] } as never,
      });
      return Promise.resolve({
        proposals: [proposal(wrong, features(-0.5, 1)), proposal(right, features(-1.5, 0))],
        routing: {},
        nearest: [],
      });
    },
  };
}

function written(pairs: readonly TrainingPair[]): string {
  const file = path.join(folder, 'sqlite.jsonl');
  writeFileSync(file, pairs.map((one) => `${JSON.stringify(one)}\n`).join(''));
  return file;
}

it('learns which features the queries with the right rows have', async () => {
  const asked: string[] = [];
  const { weights, questions } = await fitNanoRanking({
    model: proposing(asked),
    pack,
    files: [
      written([
        pair(1),
        pair(2, { split: 'train' }),
        pair(3, { dialect: 'postgres' }),
        pair(4, { query: 'SELECT count(*) FROM no_such_table' }),
        pair(5),
      ]),
    ],
    content: () => Promise.resolve(games),
  });
  expect(asked).toEqual([1, 5].map((id) => pair(id).question));
  expect(questions).toBe(2);
  expect(weights).toHaveLength(candidateFeatures.length);
  const rank = (of: readonly number[]): number[] =>
    rankedLogProbs(
      [
        candidateFeatures.map((name) =>
          name === 'log probability' ? -0.5 : name === 'unused exact entity name' ? 1 : 0,
        ),
        candidateFeatures.map((name) => (name === 'log probability' ? -1.5 : 0)),
      ],
      of,
    );
  const [before, after] = [rank(candidateFeatures.map((_, i) => (i === 0 ? 1 : 0))), rank(weights)];
  expect(before[0]).toBeGreaterThan(before[1]!);
  expect(after[1]).toBeGreaterThan(after[0]!);
});

it('takes so many questions at most, evenly spaced', async () => {
  const asked: string[] = [];
  await fitNanoRanking({
    model: proposing(asked),
    pack,
    files: [written(Array.from({ length: 9 }, (_, id) => pair(id)))],
    content: () => Promise.resolve(games),
    limit: 3,
  });
  expect(asked).toEqual([0, 3, 6].map((id) => pair(id).question));
});

it('writes the weights into a checkpoint whose tensors stay as they are', async () => {
  const copy = path.join(folder, 'weights');
  cpSync(nanoWeightsFolder, copy, { recursive: true });
  const weights = candidateFeatures.map((_, index) => index / 10);
  await writeRanking(copy, { weights, questions: 7 });
  const { metadata } = await loadCheckpoint(copy);
  expect(metadata).toMatchObject({
    ranking: { features: [...candidateFeatures], weights, questions: 7 },
  });
  for (const file of ['base.safetensors', 'shared.safetensors'])
    expect(
      readFileSync(path.join(copy, file)).equals(readFileSync(path.join(nanoWeightsFolder, file))),
    ).toBe(true);
});
