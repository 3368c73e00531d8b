import { afterAll, describe, expect, it } from 'vitest';
import { createMoMQ, historyTurn } from '@momq/core';
import type { Database, HistoryTurn, Value } from '@momq/core';
import { cypher } from '@momq/dialect-cypher';
import { postgres } from '@momq/dialect-postgres';
import { sqlite } from '@momq/dialect-sqlite';
import { sharedNano } from '../testing/shared-nano.js';
import { workshop } from '../testing/workshop.js';
import { sampleConversations } from '../testing/sample-conversations.js';
import { workshopConversations } from './workshop-conversations.js';
import type { ConversationStep } from './workshop-conversations.js';

const packs = [sqlite(), postgres(), cypher()];
const momq = createMoMQ({ dialects: packs, model: await sharedNano() });
afterAll(() => momq.close());

/** Rows in an order of their own, and cells too: dialects put the columns of groups in different orders. */
function comparable(rows: readonly (readonly Value[])[], ordered: boolean): string[] {
  const texts = rows.map((row) => JSON.stringify(row.map(cellText).sort()));
  return ordered ? texts : texts.sort();
}

function cellText(cell: Value): string {
  return typeof cell === 'number' ? cell.toFixed(6) : JSON.stringify(cell);
}

async function converse(
  opened: Promise<Database>,
  steps: readonly ConversationStep[],
): Promise<void> {
  const history: HistoryTurn[] = [];
  for (const { ask, rows, ordered = false } of steps) {
    const answer = await momq.ask(ask, await opened, {
      history,
      declining: false,
      maxCandidates: 4, // for time
    });
    expect([ask, comparable(answer.rows, ordered)]).toEqual([ask, comparable(rows, ordered)]);
    expect(answer.readAs === undefined).toBe(history.length === 0);
    // what a server keeps between two questions
    history.push(JSON.parse(JSON.stringify(historyTurn(answer))) as HistoryTurn);
  }
}

describe.each(packs.map((pack) => [pack.id, pack] as const))('conversations in %s', (id, pack) => {
  const sample = pack.createDatabase(pack.tutorials.sample);
  afterAll(async () => (await sample).close());

  it.each((sampleConversations[id] ?? []).map((steps) => [steps[0]?.ask, steps] as const))(
    "about the pack's sample: %s",
    (_first, steps) => converse(sample, steps),
  );
});

// one of each family: what a follow-up becomes is written by the generator that all SQL dialects share
describe.each([
  ['tables', sqlite()],
  ['a graph', cypher()],
] as const)('conversations about %s', (_family, pack) => {
  const opened = pack.createDatabase(workshop);
  afterAll(async () => (await opened).close());

  it.each(Object.entries(workshopConversations))('%s', (_title, steps) => converse(opened, steps));
});
