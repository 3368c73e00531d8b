import { mkdtempSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';

/** What is used here of `@grafeo-db/js`, which is the cypher pack's dependency. */
interface GrafeoClass {
  create(): {
    executeCypher(text: string): Promise<unknown>;
    save(file: string): void;
    close(): void;
  };
}

/** Writes a Grafeo file with what a Cypher statement creates, and returns its path. */
export async function writeGraph(statement: string): Promise<string> {
  const file = path.join(mkdtempSync(path.join(tmpdir(), 'momq-cli-')), 'graph.grafeo');
  const require = createRequire(import.meta.resolve('@momq/dialect-cypher'));
  const { GrafeoDB } = require('@grafeo-db/js') as { readonly GrafeoDB: GrafeoClass };
  const graph = GrafeoDB.create();
  await graph.executeCypher(statement);
  graph.save(file);
  graph.close();
  return file;
}
