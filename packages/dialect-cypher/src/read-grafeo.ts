import { fork } from 'node:child_process';
import { DatabaseOpenError } from '@momq/dialect';
import { createTemporaryFolder, removeTemporaryFolder } from '@momq/core/execution';
import { engineScript } from '@momq/core/sql';
import { PropertyGraph, type GraphValue } from '@momq/graph-store';
import type { GrafeoMessage } from './grafeo-messages.js';
import { GrafeoValues } from './grafeo-values.js';

/** Milliseconds until a file that does not open is given up. */
const openingMs = 60_000;

/** The nodes and relationships of a Grafeo file, read by a process of its own. @throws DatabaseOpenError */
export async function readGrafeo(path: string): Promise<PropertyGraph> {
  const temporaryFolder = await createTemporaryFolder();
  const child = fork(
    engineScript('grafeo-process.js', import.meta.url, '@momq/dialect-cypher'),
    [],
    {
      serialization: 'advanced',
      execArgv: [],
      env: {
        // eslint-disable-next-line no-restricted-properties -- the environment that a child has anyway
        ...process.env,
        TMPDIR: temporaryFolder,
        TMP: temporaryFolder,
        TEMP: temporaryFolder,
      },
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    },
  );
  const nodes: (readonly unknown[])[] = [];
  const relationships: (readonly unknown[])[] = [];
  let timer: NodeJS.Timeout | undefined;
  try {
    await new Promise<void>((resolve, reject) => {
      const fail = (reason: string): void => reject(failure(path, reason));
      timer = setTimeout(() => fail(`no answer in ${openingMs / 1000} seconds`), openingMs);
      child.on('error', (error) => fail(error.message));
      child.on('exit', (code, signal) =>
        fail(`the end of the process that read it (${signal ?? code ?? 'unknown'})`),
      );
      child.on('message', (message: GrafeoMessage) => {
        if (message.kind === 'end') resolve();
        else if (message.kind === 'error') fail(message.message);
        else
          for (const row of message.rows)
            (message.kind === 'nodes' ? nodes : relationships).push(row);
      });
      child.send(path);
    });
  } finally {
    clearTimeout(timer);
    child.removeAllListeners();
    child.kill('SIGKILL');
    await removeTemporaryFolder(temporaryFolder);
  }
  return graphOf(nodes, relationships);
}

function failure(path: string, reason: string): DatabaseOpenError {
  return new DatabaseOpenError(
    `cypher: expected a Grafeo database at ${path}, got: ${reason.slice(0, 1000)}.`,
  );
}

function graphOf(
  nodes: readonly (readonly unknown[])[],
  relationships: readonly (readonly unknown[])[],
): PropertyGraph {
  const graph = new PropertyGraph();
  const nodeValues = new GrafeoValues(
    nodes.map(([, labels, properties]) => [String(labels), properties]),
  );
  for (const [id, labels, properties] of nodes) {
    const held = nodeValues.properties(String(labels), properties);
    graph.addLabelledNode(idOf(id), (labels as readonly unknown[]).map(String), held);
  }
  const edgeValues = new GrafeoValues(
    relationships.map(([type, , , properties]) => [String(type), properties]),
  );
  relationships.forEach(([type, from, to, properties], index) => {
    const held: ReadonlyMap<string, GraphValue> = edgeValues.properties(String(type), properties);
    graph.addEdge(String(type), idOf(from), idOf(to), held, BigInt(index));
  });
  return graph;
}

function idOf(id: unknown): bigint {
  return BigInt(id as number | bigint);
}
