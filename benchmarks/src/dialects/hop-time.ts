import type { DatabaseContent, DialectPack } from '@momq/core';
import { cypher } from '@momq/dialect-cypher';
import { ngql } from '@momq/dialect-ngql';
import { measurement, median } from '../measurement.js';
import type { Measurement } from '../measurement.js';

const PEOPLE = 10_000;
const FRIENDS = 10;
const ROUNDS = 20;

/** Friends of friends of one person among 100,000 edges: the graph store behind nGQL, and Grafeo behind Cypher. */
export async function hopTime(): Promise<Measurement> {
  const content = friends();
  const store = await hops(
    ngql(),
    content,
    (id) =>
      `GO 2 STEPS FROM "person:${id + 1}" OVER knows YIELD DISTINCT dst(edge) AS id | YIELD COUNT(*) AS n`,
  );
  const grafeo = await hops(
    cypher(),
    content,
    (id) => `MATCH (a:person {id: ${id}})-[:knows]->()-[:knows]->(c) RETURN count(DISTINCT c) AS n`,
  );
  return {
    ...measurement('two hops, 100,000 edges, ngql', { value: store, unit: 'ms' }, { atMost: 50 }),
    peer: { name: 'Grafeo 0.6.0 through dialect-cypher', value: Number(grafeo.toPrecision(4)) },
  };
}

async function hops(
  pack: DialectPack,
  content: DatabaseContent,
  text: (id: number) => string,
): Promise<number> {
  const database = await pack.createDatabase(content);
  const times: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const id = (round * 997) % PEOPLE;
    const started = performance.now();
    const { rows } = await database.query(text(id), { timeoutMs: 120_000 }); // a busy machine is no fault
    times.push(performance.now() - started);
    const expected = friendsOfFriends(id).size;
    if (Number(rows[0]?.[0]) !== expected)
      throw new Error(`${pack.id}: expected ${expected} friends of friends, got ${rows.join()}`);
  }
  await database.close();
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
