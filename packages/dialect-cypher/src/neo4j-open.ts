import neo4j from 'neo4j-driver';
import { DatabaseOpenError, type Database } from '@momq/dialect';
import type { AllowedCalls } from './allowed-calls.js';
import { limitMessages } from './neo4j-message-limit.js';
import { Neo4jDatabase } from './neo4j-database.js';
import { readServerUrl } from './server-url.js';

/**
 * Connects to `bolt://user:password@host:7687/database` (or `neo4j://`, with `+s` or `+ssc`); without user and password
 * no authentication is sent, without a database name the server's home database is used.
 *
 * @throws DatabaseOpenError for a malformed URL, and when the server does not answer or refuses the credentials.
 */
export async function openNeo4j(source: string, allowed: AllowedCalls): Promise<Database> {
  const { server, user, password, database } = readServerUrl(source);
  const auth = user === '' ? undefined : neo4j.auth.basic(user, password);
  const driver = neo4j.driver(server, auth, {
    useBigInt: true,
    connectionTimeout: 5_000,
    connectionAcquisitionTimeout: 10_000,
    // A connection that was idle is tried before it is used: the server may have gone meanwhile.
    connectionLivenessCheckTimeout: 1_000,
    maxTransactionRetryTime: 0,
  });
  limitMessages(driver);
  try {
    await driver.verifyConnectivity(database === undefined ? {} : { database });
  } catch (error) {
    await driver.close();
    const reason = (error instanceof Error ? error.message : String(error)).replace(/\.$/, '');
    throw new DatabaseOpenError(
      `cypher: expected a Neo4j server at ${server}, got: ${reason}. Check host, port, database and account.`,
      { cause: error },
    );
  }
  return new Neo4jDatabase(driver, database, allowed);
}
