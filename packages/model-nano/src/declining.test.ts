import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createMoMQ, NoQueryError } from '@momq/core';
import type { Answer, Database } from '@momq/core';
import { sqlite } from '@momq/dialect-sqlite';
import { clinic, shop } from './testing/declining-databases.js';
import { answerable, unanswerable } from './testing/declining-questions.js';
import type { DatabaseName } from './testing/declining-questions.js';
import { sharedNano } from './testing/shared-nano.js';

const pack = sqlite();
let databases: Readonly<Record<DatabaseName, Database>>;
let ask: (name: DatabaseName, question: string) => Promise<Answer | undefined>;

beforeAll(async () => {
  const momq = createMoMQ({ dialects: [pack], model: await sharedNano() });
  databases = {
    cafe: await pack.createDatabase(pack.tutorials.sample),
    shop: await pack.createDatabase(shop),
    clinic: await pack.createDatabase(clinic),
  };
  // One candidate, for time: with six the same questions are declined.
  ask = (name, question) =>
    momq.ask(question, databases[name], { maxCandidates: 1 }).catch((error: unknown) => {
      if (error instanceof NoQueryError) return undefined;
      throw error;
    });
});
afterAll(async () => {
  for (const database of Object.values(databases)) await database.close();
});

describe('with the embedded model', () => {
  it('at least four fifths of what cannot be answered is declined, and says why', async () => {
    const [kinds, missed]: [string[], string[]] = [[], []];
    for (const [name, kind, question] of unanswerable) {
      const answer = await ask(name, question);
      if (answer?.status !== 'declined') missed.push(question);
      else if (answer.reason.kind === kind) kinds.push(question);
    }
    expect(unanswerable.length).toBeGreaterThanOrEqual(50);
    expect(missed.length, missed.join('\n')).toBeLessThanOrEqual(unanswerable.length / 5);
    expect(kinds.length).toBeGreaterThanOrEqual(0.75 * unanswerable.length);
  });

  it('at most one in twenty of what only looks so', async () => {
    const declined: string[] = [];
    for (const [name, question] of answerable)
      if ((await ask(name, question))?.status === 'declined') declined.push(question);
    expect(answerable.length).toBeGreaterThanOrEqual(60);
    expect(declined.length, declined.join('\n')).toBeLessThanOrEqual(answerable.length / 20);
  });
});
