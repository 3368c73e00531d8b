import { once } from 'node:events';
import { connect } from 'node:net';
import neo4j, { type Driver } from 'neo4j-driver';
import { inject } from 'vitest';
import type { GraphContent } from '@momq/core/graph';

/** A running Neo4j that tests may write to. */
export interface Neo4jServer {
  readonly url: string;
  load(content: GraphContent): Promise<void>;
  /** Runs a statement as another client. */
  execute(text: string): Promise<void>;
  /** Gives it to the next. */
  stop(): Promise<void>;
}

/** The one server of all test files (see `neo4j-lender.ts`), for the caller alone until `stop`. */
export async function borrowNeo4j(): Promise<Neo4jServer> {
  const lender = connect(inject('neo4jLender'), '127.0.0.1');
  const [lent] = (await once(lender, 'data')) as [Buffer];
  const url = String(lent);
  if (!url.startsWith('bolt')) throw new Error(url);
  const driver = neo4j.driver(url.replace(/\/$/, ''));
  return {
    url,
    load: (content) => load(driver, content),
    async execute(text) {
      await driver.executeQuery(text);
    },
    async stop() {
      await driver.close();
      lender.destroy();
    },
  };
}

/** Replaces everything on the server. */
async function load(driver: Driver, { nodes, relationships }: GraphContent): Promise<void> {
  const session = driver.session();
  try {
    await session.run('MATCH (n) DETACH DELETE n');
    for (const label of new Set(nodes.map((node) => node.label))) {
      const rows = nodes.flatMap((node, key) =>
        node.label === label
          ? [{ key: neo4j.int(key), properties: integersKept(node.properties) }]
          : [],
      );
      await session.run(
        `UNWIND $rows AS row CREATE (n:\`${label}\`) SET n = row.properties, n.\`momq key\` = row.key`,
        { rows },
      );
    }
    for (const type of new Set(relationships.map((relationship) => relationship.type))) {
      const rows = relationships
        .filter((one) => one.type === type)
        .map(({ from, to }) => ({ from: neo4j.int(from), to: neo4j.int(to) }));
      await session.run(
        `UNWIND $rows AS row MATCH (a {\`momq key\`: row.from}), (b {\`momq key\`: row.to}) CREATE (a)-[:\`${type}\`]->(b)`,
        { rows },
      );
    }
    await session.run('MATCH (n) REMOVE n.`momq key`');
  } finally {
    await session.close();
  }
}

function integersKept(
  properties: GraphContent['nodes'][number]['properties'],
): Record<string, unknown> {
  const entries = Object.entries(properties);
  return Object.fromEntries(
    entries.map(([name, value]) => [
      name,
      typeof value === 'number' && Number.isInteger(value) ? neo4j.int(value) : value,
    ]),
  );
}
