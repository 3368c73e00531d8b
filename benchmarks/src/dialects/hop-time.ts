import type { DatabaseContent, DialectPack } from '@momq/core';
import { cypher } from '@momq/dialect-cypher';
import { ngql } from '@momq/dialect-ngql';
import { measurement, median } from '../measurement.js';
import type { Measurement } from '../measurement.js';
import { createGrafeo } from './grafeo.js';

const PEOPLE = 10_000;
const FRIENDS = 10;
const ROUNDS = 20;

/** What answers how many friends of friends a person has. */
type Counting = (id: number) => Promise<number>;

/** Friends of friends of one person among 100,000 edges: the graph store behind nGQL and Cypher, and Grafeo beside it. */
export async function hopTimes(): Promise<readonly Measurement[]> {
  const content = friends();
  const match = (id: number): string =>
    `MATCH (a:person {id: ${id}})-[:knows]->()-[:knows]->(c) RETURN count(DISTINCT c) AS n`;
  const peer = {
    name: 'Grafeo 0.6.0',
    value: Number((await middle(await inGrafeo(match))).toPrecision(4)),
  };
  const go = (id: number): string =>
    `GO 2 STEPS FROM "person:${id + 1}" OVER knows YIELD DISTINCT dst(edge) AS id | YIELD COUNT(*) AS n`;
  const measured: Measurement[] = [];
  for (const [pack, text] of [[ngql(), go] as const, [cypher(), match] as const]) {
    const value = await middle(await inPack(pack, content, text));
    const name = `two hops, 100,000 edges, ${pack.id}`;
    measured.push({ ...measurement(name, { value, unit: 'ms' }, { atMost: 50 }), peer });
  }
  return measured;
}

async function inPack(
  pack: DialectPack,
  content: DatabaseContent,
  text: (id: number) => string,
): Promise<Counting> {
  const database = await pack.createDatabase(content);
  return async (id) => {
    const { rows } = await database.query(text(id), { timeoutMs: 120_000 }); // a busy machine is no fault
    return Number(rows[0]?.[0]);
  };
}

async function inGrafeo(text: (id: number) => string): Promise<Counting> {
  const graph = createGrafeo();
  const people = Array.from({ length: PEOPLE }, (_, id) => id);
  const ids = await graph.batchCreateNodesWithProps(
    'person',
    people.map((id) => ({ id })),
  );
  await graph.batchCreateEdges(
    people.flatMap((id) =>
      known(id).map((other) => ({ type: 'knows', src: ids[id], dst: ids[other], properties: {} })),
    ),
  );
  return async (id) => Number(Object.values((await graph.executeCypher(text(id))).get(0))[0]);
}

async function middle(count: Counting): Promise<number> {
  const times: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const id = (round * 997) % PEOPLE;
    const started = performance.now();
    const found = await count(id);
    times.push(performance.now() - started);
    const expected = friendsOfFriends(id).size;
    if (found !== expected)
      throw new Error(`expected ${expected} friends of friends, got ${found}`);
  }
  return median(times);
}

/** Whom a person knows: ten others, spread over all. */
function known(id: number): number[] {
  return Array.from({ length: FRIENDS }, (_, place) => (id * 7 + 1 + place * 613) % PEOPLE);
}

function friendsOfFriends(id: number): Set<number> {
  return new Set(known(id).flatMap(known));
}

function friends(): DatabaseContent {
  const people = Array.from({ length: PEOPLE }, (_, id) => id);
  const ends = { entity: 'person', fields: [] };
  return {
    schema: {
      name: 'friends',
      family: 'graph',
      entities: [{ name: 'person', fields: [{ name: 'id', type: 'integer', primaryKey: true }] }],
      links: [{ name: 'knows', from: ends, to: ends, fields: [] }],
    },
    rows: {
      person: people.map((id) => [id]),
      knows: people.flatMap((id) => known(id).map((other) => [id, other])),
    },
  };
}
