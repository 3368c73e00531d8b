import { createDatabase, createMoMQ } from '@momq/core';
import { expect, it } from 'vitest';
import { ngql } from './index.js';
import { ngqlTutorials } from './ngql-tutorials/index.js';

it('answers a question with the group that it brings', async () => {
  const pack = ngql();
  const momq = createMoMQ({ dialects: [pack] });
  const database = await createDatabase(pack, ngqlTutorials.sample);
  const answer = await momq.ask('How many readers live in Ylva?', database, { declining: false });
  await database.close();
  await momq.close();
  expect(answer.query).toBe(
    'MATCH (reader:reader) WHERE reader.reader.town == "Ylva" RETURN count(*) AS count',
  );
  expect(answer.rows).toEqual([[2]]);
  expect(answer.notes).toContain(pack.capabilities.emulation);
  expect(answer.notes?.join()).not.toContain('no expert group');
});
