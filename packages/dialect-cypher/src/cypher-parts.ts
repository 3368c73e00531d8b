import type { PartReport } from '@momq/dialect';

/** The driver for servers. */
export async function diagnoseCypher(): Promise<PartReport[]> {
  const part = 'neo4j-driver (servers)';
  try {
    await import('neo4j-driver');
    return [{ part, state: 'ok', detail: 'loads' }];
  } catch (error) {
    const [detail = ''] = String(error).split('\n');
    return [{ part, state: 'broken', detail, remedy: 'Install @momq/dialect-cypher again' }];
  }
}
