import { expect, it } from 'vitest';
import { UnsupportedFeatureError } from '@momq/dialect';
import type { DialectPack } from '@momq/dialect';
import { createMoMQ } from '../ask/create-momq.js';
import { scriptedModel } from '../testing/scripted-model.js';
import { shop, tinyDialect } from '../testing/tiny-dialect.js';
import type { QueryLog } from '../testing/tiny-dialect.js';
import { createDatabase } from './pack-databases.js';

function claiming(claims: Partial<DialectPack['capabilities']>, log: QueryLog = []): DialectPack {
  const pack = tinyDialect(log);
  return { ...pack, capabilities: { ...pack.capabilities, ...claims } };
}

it.each(['explain', 'estimate'] as const)(
  'refuses to open what claims %s and has none, and closes it',
  async (claim) => {
    const log: QueryLog = [];
    const pack = claiming({ [claim]: true }, log);
    const momq = createMoMQ({ dialects: [pack], model: scriptedModel(['get customer']) });
    await expect(momq.open('shop.tiny')).rejects.toMatchObject({
      code: 'CONFIG_INVALID',
      message: expect.stringContaining(`${claim}(), since capabilities.${claim}`) as string,
    });
    expect(log).toEqual(['close']);
    const opened = await pack.openDatabase('shop.tiny');
    await expect(momq.ask('Who?', opened)).rejects.toMatchObject({ code: 'CONFIG_INVALID' });
  },
);

it('refuses databases without the methods of the contract, and of another dialect', async () => {
  const pack = tinyDialect();
  const half = { ...pack, createDatabase: () => Promise.resolve({ dialect: 'tiny' } as never) };
  await expect(createDatabase(half, shop)).rejects.toThrow('databases with schema()');
  const twin = { ...pack, id: 'twin' };
  await expect(createDatabase(twin, shop)).rejects.toThrow('databases of dialect twin');
});

it('tells a pack without an embedded engine from one that claims it wrongly', async () => {
  const throwing = {
    createDatabase: () => Promise.reject(new UnsupportedFeatureError('no engine here.')),
  };
  const honest = { ...claiming({ engines: ['url'] }), ...throwing };
  await expect(createDatabase(honest, shop)).rejects.toMatchObject({
    code: 'FEATURE_UNSUPPORTED',
    message: expect.stringContaining('opens url only') as string,
  });
  const claims = { ...claiming({}), ...throwing };
  await expect(createDatabase(claims, shop)).rejects.toMatchObject({
    code: 'CONFIG_INVALID',
    message: expect.stringMatching(/'embedded'.*no engine here/) as string,
  });
});

it('says on the answer what an embedded engine only imitates', async () => {
  const pack = claiming({ emulation: 'Tiny imitates.' });
  const momq = createMoMQ({ dialects: [pack], model: scriptedModel(['get customer']) });
  const database = await createDatabase(pack, shop);
  expect((await momq.ask('Who?', database)).notes).toEqual(['Tiny imitates.']);
  const file = await momq.open('shop.tiny');
  expect((await momq.ask('Who?', file)).notes).toEqual(['Tiny imitates.']);
  const own = await pack.openDatabase('shop.tiny');
  expect((await momq.ask('Who?', own)).notes).toEqual([]);
});
