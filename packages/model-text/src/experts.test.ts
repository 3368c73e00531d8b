import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createDatabase, createMoMQ } from '@momq/core';
import { sqlite } from '@momq/dialect-sqlite';
import { momqMixture, saveAdapters } from '@momq/moe';
import { baseReference, loadBase } from '@momq/moe/bases';
import { initialAdapters } from '@momq/moe/text';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { loadExperts } from './experts.js';
import { tiny } from './testing/tiny-base.js';
import { textModel } from './text-model.js';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'momq-experts-'));
  const base = await loadBase(tiny);
  const mixture = {
    ...momqMixture({ rank: 2, dialects: ['sqlite'], expertsPerGroup: 2 }),
    activation: 'after-prefix',
  } as const;
  const config = { ...base.config, mixture };
  const parameters = initialAdapters(config, 1);
  // a fresh adapter changes nothing: make these change much
  for (const [name, { data }] of Object.entries(parameters))
    if (name.endsWith('lora_b')) data.fill(0.5);
  const saved = { config, parameters, metadata: {} };
  await saveAdapters(join(folder, 'weights'), await baseReference(base), saved);
});
afterAll(() => rm(folder, { recursive: true }));

const schema = {
  name: 'shop',
  family: 'relational',
  entities: [{ name: 'customer', fields: [{ name: 'id', type: 'integer' }] }],
  links: [],
} as const;

it('answers and scores with the experts of the dialect, and says of others that it has none', async () => {
  const experts = join(folder, 'weights');
  const pack = sqlite();
  const database = await createDatabase(pack, { schema, rows: { customer: [[1]] } });
  const scores: number[] = [];
  for (const given of [{}, { experts }]) {
    const options = { base: tiny, cacheFolder: folder, maxQueryTokens: 4, ...given };
    const model = await textModel(options)();
    const asking = createMoMQ({
      dialects: [pack],
      model: {
        ...{ specificationVersion: 'v1', name: 'asked', version: '1' },
        generate: async (request) => {
          const [score] = await model.score(request, ['SELECT id FROM customer']);
          scores.push(score!.logProb);
          const { notes = [] } = await model.generate(request);
          const experts = 'experts' in given;
          expect(notes.join()).toContain(
            experts ? 'with its experts for sqlite' : 'no experts for sqlite',
          );
          return { candidates: [{ query: 'SELECT id FROM customer' }] };
        },
        dispose: () => model.dispose(),
      },
    });
    await asking.ask('all customers', database, { declining: false });
    expect(model.groups).toEqual('experts' in given ? ['sqlite'] : undefined);
    await model.dispose();
  }
  await database.close();
  expect(Math.abs(scores[0]! - scores[1]!)).toBeGreaterThan(1e-3);
});

it('converses as the bare base, whatever its experts are', async () => {
  const replies: string[] = [];
  for (const given of [{}, { experts: join(folder, 'weights') }]) {
    const model = await textModel({ base: tiny, cacheFolder: folder, ...given })();
    const messages = [{ role: 'user', text: 'Hello!' }] as const;
    replies.push((await model.chat!.reply({ messages, maxTokens: 16 })).text);
    await model.dispose();
  }
  expect(replies[0]).not.toBe('');
  expect(replies[1]).toBe(replies[0]);
});

it('finds them in a package, and says what is missing', async () => {
  const base = await loadBase(tiny);
  await expect(loadExperts('@nobody/experts', base)).rejects.toMatchObject({
    code: 'CONFIG_INVALID',
  });
  await expect(loadExperts(join(folder, 'nowhere'), base)).rejects.toThrow(/weights\/momq\.json/);
  await mkdir(join(folder, 'node_modules', 'some-experts'), { recursive: true });
  await writeFile(
    join(folder, 'node_modules', 'some-experts', 'package.json'),
    '{"name":"some-experts"}',
  );
  await expect(loadExperts('some-experts', base)).rejects.toThrow(/got none at some-experts/);
  expect((await loadExperts(join(folder, 'weights'), base)).config.mixture?.groups).toHaveLength(1);
});
