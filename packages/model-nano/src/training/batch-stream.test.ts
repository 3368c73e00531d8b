import { setImmediate as immediate } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { queryWords } from '@momq/core/logical';
import { draftQuestion, hashedVectors } from '../testing/harbour.js';
import { anyDialect, startWord } from '../vocabulary.js';
import { batchStream } from './batch-stream.js';
import type { BatchStreamOptions, SkippedExamples } from './batch-stream.js';
import type { QuestionList, TrainingQuestion } from './training-question.js';

const vocabulary = [anyDialect, startWord('tiny'), ...queryWords];

function listOf(...questions: (TrainingQuestion | undefined)[]): QuestionList {
  return { length: questions.length, at: (index) => questions[index] };
}

function options(change: Partial<BatchStreamOptions> = {}): BatchStreamOptions {
  return {
    packs: [{ id: 'tiny', language: { words: {}, render: () => '' } }],
    vocabulary,
    vectors: { of: (question) => hashedVectors(question.split(' ')) },
    sources: [{ share: 1, questions: listOf(draftQuestion()) }],
    schemas: [],
    groups: ['tiny'],
    positions: 256,
    anonymousProbability: 0,
    dropProbability: 0,
    distractProbability: 0,
    seed: 1,
    ...change,
  };
}

/** The literal that no item holds, so that its query has no tokens. */
function unwritable(): TrainingQuestion {
  const question = draftQuestion();
  return { ...question, candidates: [] };
}

it('labels a question with the codes of its query, shifted by the start token', async () => {
  for await (const batch of batchStream(options())(0)) {
    const { items } = itemsOfDraft();
    const code = (word: string): number => vocabulary.indexOf(word);
    const item = (name: string): number => vocabulary.length + items.indexOf(name);
    const labels = [
      code('from'),
      item('ship'),
      code('select'),
      item('ship.draft'),
      code('where'),
      item('ship.flag'),
      item('"PT"'),
      code('end'),
    ];
    const { outputLength } = batch;
    for (let row = 0; row < batch.batchSize; row += 1) {
      const start = row * outputLength;
      expect([...batch.targets.subarray(start, start + labels.length)]).toEqual(labels);
      expect([...batch.inputTokens.subarray(start, start + labels.length)]).toEqual([
        code(startWord('tiny')),
        ...labels.slice(0, -1),
      ]);
      const mask = [...batch.targetMask.subarray(start, start + outputLength)];
      expect(mask).toEqual(mask.map((_, place) => (place < labels.length ? 1 : 0)));
    }
    break;
  }
});

it('says what starves it after a bounded number of draws, and lets timers run meanwhile', async () => {
  const skipped: SkippedExamples = new Map();
  const questions = listOf(
    unwritable(),
    { ...draftQuestion(), targets: new Map([['other', draftQuestion().targets.get('tiny')!]]) },
    undefined,
  );
  const stream = batchStream(options({ sources: [{ share: 1, questions }] }), skipped)(0);
  let ticks = 0;
  let starving = true;
  const ticking = (async () => {
    for (; starving; ticks += 1) await immediate();
  })();
  const error: unknown = await stream[Symbol.asyncIterator]()
    .next()
    .then(
      () => undefined,
      (reason: unknown) => reason,
    );
  starving = false;
  await ticking;
  expect(error).toMatchObject({ code: 'NANO_DATA_UNUSABLE' });
  const message = String(error);
  for (const reason of [
    'expected an item for the value "PT"',
    'no pack for other',
    'nothing to rename',
  ])
    expect(message).toContain(reason);
  expect([...skipped.values()].reduce((sum, times) => sum + times, 0)).toBe(10_000);
  expect(ticks).toBeGreaterThan(10);
});

it('refuses sources without a question', async () => {
  const stream = batchStream(options({ sources: [{ share: 1, questions: listOf() }] }))(0);
  await expect(stream[Symbol.asyncIterator]().next()).rejects.toMatchObject({
    code: 'NANO_DATA_UNUSABLE',
  });
});

/** The prefix's items by name: entities, then fields, then links, then values, as the model sees them. */
function itemsOfDraft(): { items: string[] } {
  const { targets, candidates } = draftQuestion();
  const { entities, links } = targets.get('tiny')!.schema;
  const named = [
    ...entities.map(({ name }) => name),
    ...entities.flatMap(({ name, fields }) => fields.map((field) => `${name}.${field.name}`)),
  ];
  const values = candidates.map(({ item }) => JSON.stringify('value' in item ? item.value : ''));
  return { items: [...named, ...links.map(({ name }) => name), ...values] };
}
