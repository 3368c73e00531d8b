import { createRequire } from 'node:module';

/** What is used here of `@grafeo-db/js`, which is the cypher pack's dependency. */
export interface Grafeo {
  batchCreateNodesWithProps(label: string, rows: readonly object[]): Promise<readonly number[]>;
  batchCreateEdges(edges: readonly object[]): Promise<unknown>;
  executeCypher(text: string): Promise<{ get(row: number): Record<string, unknown> }>;
}

/** An empty graph of the only graph engine that installs from npm. */
export function createGrafeo(): Grafeo {
  const require = createRequire(import.meta.resolve('@momq/dialect-cypher'));
  const { GrafeoDB } = require('@grafeo-db/js') as { GrafeoDB: { create(): Grafeo } };
  return GrafeoDB.create();
}
