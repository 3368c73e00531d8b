import { mkdtemp, rm, truncate, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { linearise } from '@momq/core/logical';
import { linkItems, schemaItems } from '@momq/core/linking';
import { draftQuery, draftQuestion, harbour } from '../testing/harbour.js';
import { candidatesWithin } from '../prefix/candidates-within.js';
import { augmentSchema } from './augment-schema.js';
import { bucketFor, lengthBuckets } from './length-buckets.js';
import { relexicalise } from './relexicalise.js';
import { seededRandom } from '@momq/core/random';
import { shuffled } from './seeded-random.js';
import { VectorStore } from './vector-store.js';

it('repeats a stream of random numbers for a seed and differs for another', () => {
  const draw = (seed: number): number[] => Array.from({ length: 5 }, seededRandom(seed));
  expect(draw(1)).toEqual(draw(1));
  expect(draw(1)).not.toEqual(draw(2));
  expect(shuffled([1, 2, 3, 4], seededRandom(3)).sort()).toEqual([1, 2, 3, 4]);
});

describe('relexicalise', () => {
  const pool = { entities: ['glacier', 'violin'], fields: ['humidity', 'tempo', 'anvil_code'] };

  it('renames mentions and the query alike, so that the copy still linearises', () => {
    let renamed = 0;
    for (let seed = 0; seed < 20; seed++) {
      const copy = relexicalise(draftQuestion(), pool, seededRandom(seed));
      if (copy === undefined) continue;
      renamed++;
      const target = copy.targets.get('tiny')!;
      const linked = linkItems(
        copy.question,
        copy.words,
        schemaItems(target.schema),
        copy.candidates,
      );
      const names = linearise(target.logical, linked.items, target.schema).flatMap((token) => {
        if (token.kind === 'word') return [];
        const item = linked.items[token.index]!;
        return item.kind === 'entity' ? [item.entity] : item.kind === 'field' ? [item.field] : [];
      });
      expect(names).toHaveLength(3);
      for (const name of names)
        expect(copy.question.toLowerCase()).toContain(name.replaceAll('_', ' ').toLowerCase());
    }
    expect(renamed).toBeGreaterThan(10);
  });

  it('keeps a used name that the question does not mention', () => {
    const source = {
      ...draftQuestion(),
      question: 'How deep do those under PT go',
      words: [],
      candidates: [],
    };
    for (let seed = 0; seed < 20; seed++)
      expect(relexicalise(source, pool, seededRandom(seed))).toBeUndefined();
  });
});

describe('augmentSchema', () => {
  const target = { schema: harbour, logical: draftQuery };
  const other = {
    ...harbour,
    entities: [{ name: 'planet', fields: [{ name: 'mass', type: 'real' as const }] }],
    links: [],
  };

  it('never drops what the query uses', () => {
    for (let seed = 0; seed < 50; seed++) {
      const schema = augmentSchema(
        target,
        [other],
        { dropProbability: 1, distractProbability: 0 },
        seededRandom(seed),
      );
      const fields = schema.entities
        .find(({ name }) => name === 'ship')!
        .fields.map(({ name }) => name);
      expect(fields).toEqual(expect.arrayContaining(['draft', 'flag']));
    }
  });

  it('drops unused entities now and then, and adds those of another database', () => {
    const names = Array.from({ length: 50 }, (_, seed) =>
      augmentSchema(
        target,
        [other],
        { dropProbability: 1, distractProbability: 1 },
        seededRandom(seed),
      ).entities.map(({ name }) => name),
    );
    expect(names.some((list) => !list.includes('crane'))).toBe(true);
    expect(names.every((list) => list.includes('planet'))).toBe(true);
  });

  it('takes categories of dropped fields away', () => {
    const ships = {
      ...harbour,
      entities: [{ name: 'ship', fields: [{ name: 'draft', type: 'real' as const }] }],
    };
    const { candidates } = draftQuestion();
    expect(candidates.some(({ origin }) => origin === 'category')).toBe(true);
    const left = candidatesWithin(candidates, ships);
    expect(left.map(({ origin, item }) => [origin, item.fields.length])).toEqual([['cell', 0]]);
  });
});

it('chooses the smallest bucket that holds an example', () => {
  const buckets = lengthBuckets(2880);
  expect(bucketFor(buckets, 40, 10)).toMatchObject({ prefixLength: 48, outputLength: 16 });
  expect(bucketFor(buckets, 40, 17)).toMatchObject({ prefixLength: 72, outputLength: 32 });
  expect(bucketFor(buckets, 500, 10)).toBeUndefined();
});

describe('VectorStore', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'momq-vectors-'));
  });
  afterAll(() => rm(folder, { recursive: true }));

  it('finds vectors again, and forgets one whose numbers were cut off', async () => {
    const store = await VectorStore.open(folder, 'texts');
    await store.add([
      ['a', Float32Array.of(1, 2)],
      ['b', Float32Array.of(3)],
    ]);
    expect([...(await VectorStore.open(folder, 'texts')).get('b')!]).toEqual([3]);
    const path = join(folder, 'texts.f32');
    await truncate(path, (await stat(path)).size - 2);
    const cut = await VectorStore.open(folder, 'texts');
    expect([...cut.get('a')!]).toEqual([1, 2]);
    expect(cut.has('b')).toBe(false);
    await cut.add([['b', Float32Array.of(5)]]);
    expect([...(await VectorStore.open(folder, 'texts')).get('b')!]).toEqual([5]);
  });
});
