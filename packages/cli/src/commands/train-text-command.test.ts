import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { writePair } from '@momq/core/pairs';
import { momqMixture, readGroup } from '@momq/moe';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { capture } from '../testing/captured-run.js';
import { scriptedModel } from '../testing/scripted-model.js';

const base = fileURLToPath(new URL('../../../moe/fixtures/gguf/tiny-qwen2.gguf', import.meta.url));
const folder = mkdtempSync(path.join(tmpdir(), 'momq-train-text-'));
const at = (...names: string[]): string => path.join(folder, ...names);
afterAll(() => rmSync(folder, { recursive: true }));

beforeAll(() => {
  const fields = [
    { name: 'id', type: 'integer' },
    { name: 'city', type: 'text' },
  ];
  mkdirSync(at('pairs', 'databases'), { recursive: true });
  const schema = { name: 'shop', family: 'relational', links: [] };
  const content = {
    schema: { ...schema, entities: [{ name: 'customer', fields }] },
    rows: { customer: [[1, 'Oslo']] },
  };
  writeFileSync(at('pairs', 'databases', 'shop.json'), JSON.stringify(content));
  const pairs = ['How many customers are there?', 'Count the customers in Oslo.'].map(
    (question, i) =>
      writePair({
        ...{ id: `made/${i}`, source: 'made', licence: 'Apache-2.0', dbId: 'shop', split: 'train' },
        ...{ question, dialect: 'sqlite', query: 'SELECT COUNT(*) FROM customer' },
        logical: {
          kind: 'select',
          from: [],
          distinct: false,
          select: [],
          groupBy: [],
          orderBy: [],
        },
        ...{ rows: [[1]], rowCount: 1 },
      }),
  );
  writeFileSync(at('pairs', 'sqlite.jsonl'), pairs.join(''));
  const mixture = momqMixture({ rank: 2, dropout: 0, dialects: ['sqlite'], expertsPerGroup: 2 });
  const config = {
    ...{ base, dialects: ['sqlite'] },
    mixture: { ...mixture, activation: 'after-prefix' },
    training: {
      ...{ totalSteps: 2, batchSize: 1, maxLength: 2048, sharedRowLength: 256, groupScope: 'own' },
      optimizer: { learningRate: 0.001 },
    },
    validation: { losses: 0 },
  };
  writeFileSync(at('run.json'), JSON.stringify(config));
  writeFileSync(
    at('continued.json'),
    JSON.stringify({ ...config, schemaTokens: 1024, startFrom: at('adapters') }),
  );
  const groups = ['mysql', 'sqlite'].map((name) => ({ ...mixture.groups[0], name }));
  writeFileSync(
    at('grown.json'),
    JSON.stringify({
      ...config,
      startFrom: at('adapters'),
      newGroups: { mysql: 'sqlite' },
      mixture: { ...config.mixture, groups },
    }),
  );
});

it('trains adapters with the prompts of run time, and writes the run for another trainer', async () => {
  const options = ['--config', at('run.json'), '--data', at('pairs'), '--run', at('run')];
  const run = async (...more: string[]) => {
    const result = await capture(['train', 'text', ...options, ...more, '--json'], scriptedModel());
    expect(result.code, result.stderr).toBe(0);
    return JSON.parse(result.stdout) as Record<string, unknown>;
  };
  expect(await run('--out', at('adapters'))).toMatchObject({ steps: 2, reason: 'steps' });
  const manifest = JSON.parse(readFileSync(at('adapters', 'momq.json'), 'utf8')) as object;
  expect(manifest).toMatchObject({
    kind: 'adapters',
    metadata: { samples: 2, withoutPrompt: 0, trainer: { name: '@momq/moe', steps: 2 } },
  });
  expect(existsSync(at('run', 'report.html'))).toBe(true);
  const kept = () => readdirSync(at('run', 'samples'));
  expect(kept()).toHaveLength(1);
  const continued = ['--config', at('continued.json')];
  const shorter = await run(...continued, '--export', at('export'));
  expect(shorter).toMatchObject({ totalSteps: 2, used: { sqlite: 2 } });
  expect(kept()).toHaveLength(2); // other limits, other prompts
  const untrained = (of: string) => {
    writeFileSync(at(of, 'result.safetensors'), readFileSync(at(of, 'initial.safetensors')));
    writeFileSync(at(of, 'result.json'), '{"name":"another","step":2}');
  };
  untrained('export');
  const imported = await run(...continued, '--import', at('export'), '--out', at('imported'));
  expect(imported).toEqual({ out: at('imported'), name: 'another', step: 2 });
  expect(kept()).toHaveLength(2); // the first were used again
  const weights = (of: string) => readFileSync(at(of, 'groups', 'sqlite.safetensors'));
  expect(weights('imported').equals(weights('adapters'))).toBe(true); // it went on from those
  const { metadata } = JSON.parse(readFileSync(at('imported', 'momq.json'), 'utf8')) as {
    readonly metadata: object;
  };
  expect(metadata).toMatchObject({ startFrom: { trainer: { name: '@momq/moe', steps: 2 } } });
  const grown = ['--config', at('grown.json')];
  await run(...grown, '--export', at('grown'));
  untrained('grown');
  await run(...grown, '--import', at('grown'), '--out', at('two'));
  expect(weights('two').equals(weights('adapters'))).toBe(true);
  const group = async (name: string) => readGroup(at('two', 'groups', `${name}.safetensors`));
  expect((await group('mysql')).tensors).toEqual((await group('sqlite')).tensors);
  const both = ['--export', at('export'), '--import', at('export')];
  expect(await capture(['train', 'text', ...options, ...both])).toMatchObject({ code: 2 });
}, 180_000);
