import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { loadNano } from '@momq/model-nano';
import { logicalDialects } from './find-dialects.js';

/** SHA-256 of the group files that packs bring for the embedded model. */
const groupFiles: Readonly<Record<string, string>> = {
  mysql: 'd4120835ec31cd4266a3469530540c293a98362a1ac1c6f7754dffc676119816',
  bigquery: 'a53fed34d998c36eb445e1ddc2a2b9d59a0c837eab244c299c436c4016813ee8',
  ngql: '65352c14d7029eec2153ec0b2f51f56d9d660dbdbe587098b8260b8aace41a98',
};

it('every dialect has a trained group, which fits the embedded model and is the one that was measured', async () => {
  const packs = await logicalDialects();
  const hashes = packs.flatMap(({ id, expertGroup }) =>
    (expertGroup.weights ?? []).map(({ model, file }) => {
      expect(model).toBe('nano');
      return [
        id,
        createHash('sha256')
          .update(readFileSync(fileURLToPath(file)))
          .digest('hex'),
      ];
    }),
  );
  expect(Object.fromEntries(hashes)).toEqual(groupFiles);
  const model = await loadNano();
  try {
    expect(await model.installGroups(packs)).toEqual({});
    expect([...model.groups].sort()).toEqual(packs.map(({ id }) => id).sort());
  } finally {
    await model.dispose();
  }
});
