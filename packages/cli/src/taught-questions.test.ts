import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createDatabase, createMoMQ } from '@momq/core';
import type { Database, DialectPack, MoMQ, Value } from '@momq/core';
import { cypher } from '@momq/dialect-cypher';
import { ngql } from '@momq/dialect-ngql';
import { postgres } from '@momq/dialect-postgres';
import { sqlite } from '@momq/dialect-sqlite';
import type { NanoModel } from '@momq/model-nano';
import { depot, depotSemantics } from './testing/depot.js';
import { sharedNano } from './testing/shared-nano.js';

/** Questions about the depot with the values that a person reads off its rows, in any order. */
const questions: readonly (readonly [question: string, values: readonly Value[]])[] = [
  ['How many customers are there?', [4]],
  ['How many cancelled orders are there?', [2]],
  ['How many orders were annulled?', [2]],
  ['How many orders are not cancelled?', [4]],
  ['What is the total amount of shipped orders?', [14600]],
  ['Which customers are from Germany?', ['Ada', 'Edsger']],
  ['List the names of German customers.', ['Ada', 'Edsger']],
  ['How many clients come from the United States?', [1]],
  ['Which customers have a cancelled order?', ['Ada', 'Alan']],
  ['What is the highest amount of an order by a British customer?', [900]],
  ['Which products did Grace order?', ['saw', 'hammer']],
  ['What is the total quantity of hammers?', [5]],
  ['What is the revenue?', [19600]],
  ['What is the revenue in 2024?', [17100]],
  ['What is the cancellation rate?', [1 / 3]],
  ['Which customer has the highest revenue?', ['Grace']],
  ['who are the sleeping customers', ['Ada']],
];

let model: NanoModel;
beforeAll(async () => {
  model = await sharedNano();
});

/** Sorted cells of the answers' rows. */
async function answers(
  momq: MoMQ,
  database: Database,
  asked: typeof questions,
  maxCandidates = 6,
): Promise<Map<string, readonly Value[]>> {
  const found = new Map<string, readonly Value[]>();
  for (const [question] of asked) {
    const { rows } = await momq.ask(question, database, { declining: false, maxCandidates });
    found.set(question, rows.flat().map(rounded).sort());
  }
  return found;
}

function rounded(value: Value): Value {
  const number = typeof value === 'string' && /^\d+\.\d+$/.test(value) ? Number(value) : value;
  return typeof number === 'number' ? Number(number.toFixed(6)) : number;
}

function right(asked: typeof questions): Map<string, readonly Value[]> {
  return new Map(asked.map(([question, values]) => [question, values.map(rounded).sort()]));
}

describe.each<[string, () => DialectPack]>([
  ['sqlite', sqlite],
  ['postgres', postgres],
])('a database of unreadable names in %s', (id, pack) => {
  let momq: MoMQ;
  let database: Database;
  beforeAll(async () => {
    momq = createMoMQ({ dialects: [pack()], model });
    database = await createDatabase(pack(), depot);
  });
  afterAll(() => database.close());

  it.runIf(id === 'sqlite')(
    'is guessed at before it is taught (in SQLite alone, for time)',
    async () => {
      const found = await answers(momq, database, questions, 2);
      const expected = right(questions);
      const guessed = questions.filter(([question]) =>
        same(found.get(question), expected.get(question)),
      );
      // a guess may count the right number of the wrong thing
      expect(guessed.length).toBeLessThanOrEqual(2);
    },
  );

  it('is answered once it is taught', async () => {
    const teaching = await momq.teach(database, depotSemantics);
    expect(teaching.notes).toEqual([]);
    // one question of each kind is enough for a second engine
    const asked = id === 'sqlite' ? questions : questions.filter((_, index) => index % 2 === 0);
    expect(await answers(momq, database, asked)).toEqual(right(asked));
  });

  it('never shows what is hidden', async () => {
    for (const question of [
      'Show everything about all customers.',
      'What is the password of Ada?',
    ]) {
      const answer = await momq.ask(question, database, { declining: false });
      expect(answer.query).not.toMatch(/pw_h|\*(?!\))|tmp_77/);
    }
  });

  it('says what of the semantic model an answer rests on', async () => {
    const answer = await momq.ask('Which customers have a cancelled order?', database, {
      declining: false,
    });
    expect(answer.semantics?.used).toEqual([
      'customers is t_kd',
      'orders is t_auf',
      'cancelled is t_auf.st = 3',
      't_auf belongs to t_kd by k',
    ]);
  });
});

const asked = [
  'Which customers have a cancelled order?',
  'What is the highest amount of an order by a British customer?',
  'Which products did Grace order?',
  'How many clients come from the United States?',
  'What is the revenue in 2024?',
];
const joined = questions.filter(([question]) => asked.includes(question));

describe.each<[string, () => DialectPack]>([
  ['Cypher', cypher],
  ['nGQL', ngql],
])('a graph of unreadable names in %s, without edges', (_id, pack) => {
  it('is answered by names, codes and properties that are equal', async () => {
    const momq = createMoMQ({ dialects: [pack()], model });
    const database = await createDatabase(pack(), depot);
    const { notes } = await momq.teach(database, depotSemantics);
    expect(notes).toEqual([]);
    expect(await answers(momq, database, joined)).toEqual(right(joined));
    const answer = await momq.ask('Which customers have a cancelled order?', database, {
      declining: false,
    });
    expect(answer.semantics?.used).toContain('t_auf belongs to t_kd by k');
    await database.close();
  });
});

function same(left: readonly Value[] | undefined, other: readonly Value[] | undefined): boolean {
  return JSON.stringify(left) === JSON.stringify(other);
}
