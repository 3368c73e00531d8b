import { hideSecrets } from '@momq/core/execution';
import { DatabaseOpenError, type Database } from '@momq/dialect';

/** True for a NebulaGraph URL, `nebula://`. */
export function recognisesNgql(source: string): boolean {
  return /^nebula:\/\//i.test(source);
}

/** This pack has no client for servers yet. @throws DatabaseOpenError always */
export async function openNgqlDatabase(source: string): Promise<Database> {
  throw new DatabaseOpenError(
    `ngql: expected data for an embedded graph, got ${hideSecrets(source)}. Servers cannot be opened yet; use createDatabase.`,
  );
}
