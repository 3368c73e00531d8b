import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { momqMixture, saveAdapters } from '@momq/moe';
import type { MixtureConfig } from '@momq/moe';
import { baseReference, loadBase } from '@momq/moe/bases';
import type { Base } from '@momq/moe/bases';
import { initialAdapters } from '@momq/moe/text';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startingAdapters } from './starting-adapters.js';

const folder = mkdtempSync(path.join(tmpdir(), 'momq-start-'));
afterAll(() => rmSync(folder, { recursive: true }));
const tiny = (name: string): Promise<Base> =>
  loadBase(fileURLToPath(new URL(`../../../moe/fixtures/gguf/${name}.gguf`, import.meta.url)));
const size = { rank: 2, dialects: ['sqlite'], expertsPerGroup: 2 };
const mixture = momqMixture(size);
let base: Base;
const start = (
  other: MixtureConfig,
  newGroups?: Record<string, string>,
  { startFrom = folder, on = base }: { readonly startFrom?: string; readonly on?: Base } = {},
) =>
  startingAdapters(
    { startFrom, mixture: other, training: {}, ...(newGroups && { newGroups }) },
    on,
  );
beforeAll(async () => {
  base = await tiny('tiny-qwen2');
  const config = { ...base.config, mixture };
  const adapters = { config, parameters: initialAdapters(config, 1), metadata: { steps: 3 } };
  await saveAdapters(folder, await baseReference(base), adapters);
});

it('gives adapters of the same mixture, trained in another way', async () => {
  const other: MixtureConfig = {
    ...mixture,
    lora: { ...mixture.lora, dropout: 0.5 },
    dropout: 0.5,
    dialectLossPositions: 'all',
  };
  expect((await start(other)).metadata).toEqual({ steps: 3 });
});

it('says where there are none', async () => {
  const absent = path.join(folder, 'absent');
  await expect(start(mixture, {}, { startFrom: absent })).rejects.toMatchObject({
    code: 'CONFIG_INVALID',
    message: expect.stringMatching(/got none at .*absent.* Train them with momq train text/),
  });
});

it('says that they are those of another base', async () => {
  await expect(start(mixture, {}, { on: await tiny('tiny-llama') })).rejects.toMatchObject({
    code: 'MOE_BASE_MISMATCH',
    message: expect.stringMatching(/got tiny-llama.* load the base the checkpoint was trained on/),
  });
});

it.each<[string, MixtureConfig, RegExp]>([
  [
    'other groups',
    momqMixture({ ...size, dialects: ['cypher'] }),
    /groups .*sqlite.* has .*cypher/,
  ],
  ['more groups', momqMixture({ ...size, dialects: ['sqlite', 'cypher'] }), /groups .*newGroups/],
  ['another rank', momqMixture({ ...size, rank: 4 }), /"rank":2.* has .*"rank":4/],
  [
    'other tokens',
    { ...mixture, activation: 'after-prefix' },
    /activation none, .* has "after-prefix"/,
  ],
  ['fewer experts at a time', { ...mixture, expertsPerToken: 1 }, /expertsPerToken \d, .* has 1\./],
])('refuses those of another mixture: %s', async (_, other, message) => {
  const error: unknown = await start(other).catch((cause) => cause);
  expect(error).toMatchObject({ code: 'CONFIG_INVALID', message: expect.stringMatching(message) });
  expect(String(error)).toContain('Give the run the mixture that they were trained with');
});

describe('groups that the adapters do not have', () => {
  const more = momqMixture({ ...size, dialects: ['mysql', 'sqlite', 'cypher'] });
  const part = (name: string) => `layers.0.mlp.down_proj.groups.${name}`;

  it('begin as the one that is named, routers too, or afresh', async () => {
    const { parameters, config } = await start(more, { mysql: 'sqlite', cypher: 'fresh' });
    expect(config.mixture?.groups.map(({ name }) => name).sort()).toEqual([
      ...['cypher', 'mysql', 'sqlite'],
    ]);
    for (const own of ['lora_a', 'lora_b', 'expert_router', 'dialect_router']) {
      const of = (group: string) => parameters[`${part(group)}.${own}`]?.data;
      expect(of('mysql')).toEqual(of('sqlite'));
      if (own !== 'lora_b') expect(of('cypher')).not.toEqual(of('sqlite'));
    }
    expect(parameters[`${part('cypher')}.lora_b`]?.data.every((value) => value === 0)).toBe(true);
  });

  it.each<[Record<string, string>, RegExp]>([
    [{ mysql: 'sqlite' }, /groups .*newGroups/],
    [{ mysql: 'oracle', cypher: 'fresh' }, /newGroups.mysql: .*\(sqlite\).* got oracle/],
    [{ mysql: 'cypher', cypher: 'fresh' }, /newGroups.mysql: .*\(sqlite\).* got cypher/],
    [{ mysql: 'sqlite', cypher: 'fresh', sqlite: 'fresh' }, /got sqlite, which it has/],
    [{ mysql: 'sqlite', cypher: 'fresh', nqgl: 'cypher' }, /got nqgl, .*none of the mixture/],
  ])('are refused as %j', async (newGroups, message) => {
    await expect(start(more, newGroups)).rejects.toMatchObject({
      code: 'CONFIG_INVALID',
      message: expect.stringMatching(message),
    });
  });
});
