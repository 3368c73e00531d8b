import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const folder = fileURLToPath(new URL('../../../../reference/neo4j/', import.meta.url));

/** Why there is no Neo4j to test against, and how to get one; undefined when there is one. */
export const noNeo4j: string | undefined = existsSync(`${folder}target/classpath`)
  ? undefined
  : 'no Neo4j: run reference/neo4j/fetch.sh (Java 17, Maven)';

/**
 * A Neo4j of the caller's own, whose user `neo4j` has the password.
 *
 * @param statements - fill it
 * @returns its `bolt://` URL, and what ends it, however often it is called
 */
export async function startNeo4j(
  password: string,
  statements: readonly string[],
): Promise<{ readonly url: string; stop(): Promise<void> }> {
  const server = spawn('sh', [`${folder}start.sh`, ...statements], {
    stdio: ['pipe', 'pipe', 'inherit'],
    env: { ...process.env, MOMQ_NEO4J_PASSWORD: password },
  });
  let printed = '';
  for await (const chunk of server.stdout) {
    printed += String(chunk);
    const url = /MOMQ_NEO4J_URL=(\S+)/.exec(printed)?.[1];
    if (url === undefined) continue;
    return {
      url: url.replace(/\/$/, ''),
      async stop() {
        if (server.exitCode !== null) return;
        const ended = once(server, 'exit');
        server.stdin.end();
        await ended;
      },
    };
  }
  throw new Error(
    `reference/neo4j/start.sh: expected MOMQ_NEO4J_URL, got ${printed || 'nothing'}.`,
  );
}
