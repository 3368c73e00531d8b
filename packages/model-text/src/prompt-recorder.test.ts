import { createDatabase, createMoMQ } from '@momq/core';
import { sqlite } from '@momq/dialect-sqlite';
import { loadBase } from '@momq/moe/bases';
import { expect, it } from 'vitest';
import { promptRecorder } from './prompt-recorder.js';
import { tiny } from './testing/tiny-base.js';

it('takes the prompt where the model would read it, values of the database included', async () => {
  const base = await loadBase(tiny);
  const recorder = await promptRecorder(base, { contextLength: 4096, schemaTokens: 2048 });
  const pack = sqlite();
  const fields = [
    { name: 'id', type: 'integer' },
    { name: 'city', type: 'text' },
  ] as const;
  const database = await createDatabase(pack, {
    schema: {
      name: 'shop',
      family: 'relational',
      entities: [{ name: 'customer', fields }],
      links: [],
    },
    rows: {
      customer: [
        [1, 'Paris'],
        [2, 'Oslo'],
      ],
    },
  });
  const momq = createMoMQ({ dialects: [pack], model: recorder.model });
  const query = 'SELECT COUNT(*) FROM customer';
  const ask = (question: string) => () => momq.ask(question, database, { declining: false });
  try {
    const { prefix, prompt, answer } = await recorder.record(
      query,
      ask('How many customers are in Oslo?'),
    );
    expect(prefix).toContain('CREATE TABLE customer');
    expect(prompt).toContain('How many customers are in Oslo?');
    expect(prompt).toContain("'Oslo' is in customer.city");
    expect(answer.startsWith(query)).toBe(true);
    const other = await recorder.record(query, ask('Count the customers'));
    expect(other.prefix).toBe(prefix);
    await expect(recorder.record(query, ask(' '))).rejects.toMatchObject({
      code: 'QUESTION_EMPTY',
    });
  } finally {
    await database.close();
    await momq.close();
  }
});
