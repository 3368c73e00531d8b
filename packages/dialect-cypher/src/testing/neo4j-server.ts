import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import neo4j, { type Driver } from 'neo4j-driver';
import type { GraphContent } from '@momq/core/graph';

const folder = fileURLToPath(new URL('../../../../reference/neo4j/', import.meta.url));

/** Why no Neo4j can be tested against, and how to get one; undefined when there is one. */
export const noNeo4j: string | undefined =
  process.env['MOMQ_NEO4J_URL'] !== undefined || existsSync(`${folder}target/classpath`)
    ? undefined
    : 'no Neo4j: set MOMQ_NEO4J_URL to an empty test server, or run `mvn compile` in reference/neo4j (Java 17)';

/** A running Neo4j that tests may write to. */
export interface Neo4jServer {
  readonly url: string;
  load(content: GraphContent): Promise<void>;
  /** Runs a statement as another client. */
  execute(text: string): Promise<void>;
  stop(): Promise<void>;
}

/** The server of MOMQ_NEO4J_URL, or one started for this test. */
export async function startNeo4j(): Promise<Neo4jServer> {
  const given = process.env['MOMQ_NEO4J_URL'];
  const { url, end } =
    given === undefined ? await spawnServer() : { url: given, end: () => undefined };
  const driver = neo4j.driver(url.replace(/\/$/, ''));
  return {
    url,
    load: (content) => load(driver, content),
    async execute(text) {
      await driver.executeQuery(text);
    },
    async stop() {
      await driver.close();
      end();
    },
  };
}

async function spawnServer(): Promise<{ url: string; end: () => void }> {
  const child = spawn('nice', ['-n', '10', 'sh', `${folder}start.sh`], {
    stdio: ['pipe', 'pipe', 'ignore'],
  });
  let printed = '';
  for await (const chunk of child.stdout) {
    printed += String(chunk);
    const url = /MOMQ_NEO4J_URL=(\S+)/.exec(printed)?.[1];
    if (url !== undefined) return { url, end: () => child.stdin.end() };
  }
  throw new Error(
    `reference/neo4j/start.sh: expected MOMQ_NEO4J_URL on its output, got ${printed || 'nothing'}.`,
  );
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
