import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** Where the test server is fetched to and started from. */
export const neo4jFolder = fileURLToPath(new URL('../../../../reference/neo4j/', import.meta.url));

/** An empty server that tests may write to, if somebody gives one. */
export const givenUrl = process.env['MOMQ_NEO4J_URL'];

/** Why no Neo4j can be tested against, and how to get one; undefined when there is one. */
export const noNeo4j: string | undefined =
  givenUrl !== undefined || existsSync(`${neo4jFolder}target/classpath`)
    ? undefined
    : 'no Neo4j: run reference/neo4j/fetch.sh (Java 17, Maven), or set MOMQ_NEO4J_URL to an empty test server';
