import { afterAll, describe, expect, it } from 'vitest';
import { restrictGroups } from '../../composition/restrict-groups.js';
import { OpenGenerators } from '../../testing/text-generators.js';
import { tinyLanguageModel, tinyMixture } from '../../testing/tiny-language-model.js';
import type { GenerateRequest, GenerationResult } from './text-generator-types.js';

const open = new OpenGenerators();
afterAll(() => open.close());

const dialects = ['sqlite', 'postgres', 'cypher'];
const model = tinyLanguageModel(tinyMixture());

/** Requests of all dialects and strategies, prompts and answers of different lengths. */
const requests: GenerateRequest[] = Array.from({ length: 9 }, (_, i) => ({
  tokens: Array.from({ length: 2 + 5 * i }, (_unused, t) => (t * 11 + i) % 61),
  dialect: dialects[i % 3] as string,
  maxNewTokens: 3 + 2 * (i % 4),
  ...(i % 4 === 1 && { strategy: { kind: 'beam', beams: 3 } as const, n: 2 }),
  ...(i % 4 === 2 && { strategy: { kind: 'sampling', topK: 5, seed: i } as const, n: 2 }),
}));

function expectSame(got: GenerationResult, alone: GenerationResult): void {
  expect(got.answers.map(({ tokens }) => tokens)).toEqual(
    alone.answers.map(({ tokens }) => tokens),
  );
  got.answers.forEach(({ logProbs }, i) =>
    logProbs.forEach((value, t) =>
      expect(value).toBeCloseTo(alone.answers[i]?.logProbs[t] as number, 4),
    ),
  );
}

describe.each(['soft', 'known'] as const)('continuous batching with %s routing', (routing) => {
  it('gives every request of a mixed batch what it gets alone', async () => {
    const generator = await open.create(model, { routing, maxBatch: 6 });
    const alone: GenerationResult[] = [];
    for (const request of requests) alone.push(await generator.generate(request));
    const running = requests.slice(0, 6).map((request) => generator.generate(request));
    expect(generator.load().waiting).toBe(6);
    const rest: Promise<GenerationResult>[] = [];
    // the others join while these run
    rest.push(
      ...requests.slice(6).map((request) => running[0]!.then(() => generator.generate(request))),
    );
    const together = await Promise.all([...running, ...rest]);
    together.forEach((result, i) => expectSame(result, alone[i] as GenerationResult));
    expect(generator.load()).toEqual({ waiting: 0, rows: 0 });
  });
});

it('with the dialect known, two more packs change no bit', async () => {
  const four = tinyLanguageModel(tinyMixture(['mysql', ...dialects.slice(0, 2), 'ngql', 'cypher']));
  const three = restrictGroups(four, dialects);
  const [before, after] = [
    await open.create(three, { routing: 'known' }),
    await open.create(four, { routing: 'known' }),
  ];
  const answers = async (generator: typeof before) =>
    Promise.all(requests.map((request) => generator.generate(request)));
  const [first, second] = [await answers(before), await answers(after)];
  expect(second).toEqual(first);
  const { answers: own } = await after.generate({
    tokens: [1, 2],
    dialect: 'ngql',
    maxNewTokens: 2,
  });
  expect(own).toHaveLength(1);
});

it('ends an aborted request, waiting or running, and gives its place to the next', async () => {
  const generator = await open.create(model, { maxBatch: 1 });
  const [running, waiting] = [new AbortController(), new AbortController()];
  let told = 0;
  const first = generator.generate({
    tokens: [1, 2, 3],
    maxNewTokens: 100,
    signal: running.signal,
    onToken: () => {
      told += 1;
      if (told === 3) running.abort(new Error('enough'));
    },
  });
  const second = generator.generate({ tokens: [4], maxNewTokens: 2, signal: waiting.signal });
  const third = generator.generate({ tokens: [5], maxNewTokens: 2 });
  waiting.abort();
  await expect(second).rejects.toMatchObject({ code: 'MOE_ABORTED' });
  await expect(first).rejects.toMatchObject({ code: 'MOE_ABORTED', cause: new Error('enough') });
  expect(told).toBe(3);
  expect((await third).answers[0]?.tokens).toHaveLength(2);
});

it('lets a failing constraint fail its own request only', async () => {
  const generator = await open.create(model);
  const failing = generator.generate({
    tokens: [7, 8],
    maxNewTokens: 9,
    constraint: {
      start: () => 0,
      allows: (count) => count !== 2,
      next: (count: number) => count + 1,
      done: () => false,
    },
  });
  const throwing = generator.generate({
    tokens: [7, 9],
    onToken: () => {
      throw new Error('of the caller');
    },
  });
  const sound = requests.slice(0, 3).map((request) => generator.generate(request));
  await Promise.all([
    expect(failing).rejects.toMatchObject({
      code: 'MOE_NOTHING_ALLOWED',
      message: expect.stringContaining('position 2') as string,
    }),
    expect(throwing).rejects.toThrow('of the caller'),
  ]);
  for (const [i, result] of (await Promise.all(sound)).entries())
    expectSame(result, await generator.generate(requests[i] as GenerateRequest));
});

it('serves first come first served, and refuses after disposal', async () => {
  const generator = await open.create(model, { maxBatch: 2 });
  const order: number[] = [];
  await Promise.all(
    Array.from({ length: 6 }, (_, i) =>
      generator.generate({ tokens: [i], maxNewTokens: 3 }).then(() => order.push(i)),
    ),
  );
  expect(order).toEqual([0, 1, 2, 3, 4, 5]);
  const open_ = generator.generate({ tokens: [1], maxNewTokens: 200 });
  await Promise.all([
    expect(open_).rejects.toMatchObject({ code: 'MOE_DISPOSED' }),
    generator.dispose(),
  ]);
  await expect(generator.generate({ tokens: [1] })).rejects.toMatchObject({ code: 'MOE_DISPOSED' });
});
