import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { loadNano } from '@momq/model-nano';
import { logicalDialects } from './find-dialects.js';

/** SHA-256 of the group files that packs bring for the embedded model. */
const groupFiles: Readonly<Record<string, string>> = {
  mysql: '06dc97ae7049940b16bba95f3ffbd97ed23c67bf0a92488c9cad126bdb188d18',
  bigquery: 'b4d120c0b7a568809bd44ee6179384c8927714e3d1c047dc581ac653c4d87891',
  ngql: '2a5453d38b65c73ea5645008188d48414098e0c29708ff12b53206d9870ab2c8',
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
