import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type AddressInfo, type Socket } from 'node:net';
import type { TestProject } from 'vitest/node';
import { givenUrl, neo4jFolder, noNeo4j } from './neo4j-found.js';

declare module 'vitest' {
  interface ProvidedContext {
    /** Port of the lender on the loopback interface; 0 where there is no Neo4j. */
    neo4jLender: number;
  }
}

/**
 * One Neo4j for all test files, since a start costs ten seconds of a processor. The first one who asks starts it. It has one
 * database: a connection to the lender waits for its turn, gets the URL, and has the server until it closes.
 */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  let server: ChildProcess | undefined;
  let turn: Promise<unknown> = Promise.resolve();
  let url: Promise<string> | undefined;
  const borrowers = new Set<Socket>();
  const lender = createServer((borrower) => {
    borrowers.add(borrower);
    borrower.on('error', () => undefined); // followed by close
    const returned = new Promise((resolve) => borrower.once('close', resolve));
    void returned.then(() => borrowers.delete(borrower));
    turn = turn.then(async () => {
      url ??= givenUrl === undefined ? urlOf((server = start())) : Promise.resolve(givenUrl);
      borrower.write(await url.catch((error: unknown) => String(error)));
      await returned;
    });
  });
  if (noNeo4j === undefined) {
    lender.listen(0, '127.0.0.1');
    await once(lender, 'listening');
  }
  project.provide('neo4jLender', (lender.address() as AddressInfo | null)?.port ?? 0);
  return async () => {
    for (const borrower of borrowers) borrower.destroy();
    if (noNeo4j === undefined) await new Promise((resolve) => lender.close(resolve));
    // It ends by itself; nobody waits for that.
    server?.stdin?.end();
    server?.unref();
    (server?.stdin as Socket | undefined)?.unref();
  };
}

function start(): ChildProcess {
  return spawn('sh', [`${neo4jFolder}start.sh`], { stdio: ['pipe', 'pipe', 'inherit'] });
}

async function urlOf(server: ChildProcess): Promise<string> {
  let printed = '';
  for await (const chunk of server.stdout ?? []) {
    printed += String(chunk);
    const url = /MOMQ_NEO4J_URL=(\S+)/.exec(printed)?.[1];
    if (url !== undefined) return url;
  }
  throw new Error(
    `reference/neo4j/start.sh: expected MOMQ_NEO4J_URL on its output, got ${printed || 'nothing'}.`,
  );
}
