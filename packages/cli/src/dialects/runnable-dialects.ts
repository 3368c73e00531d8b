import { createDatabase, MoMQError } from '@momq/core';
import type { DatabaseContent, DialectPack } from '@momq/core';

/** The smallest database that every pack can build. */
const oneRow: DatabaseContent = {
  schema: {
    name: 'one_row',
    family: 'relational',
    entities: [{ name: 'item', fields: [{ name: 'id', type: 'integer', primaryKey: true }] }],
    links: [],
  },
  rows: { item: [[1]] },
};

/** True for what a pack throws whose embedded engine has to be installed apart. */
export function isEngineMissing(error: unknown): error is MoMQError {
  return MoMQError.isInstance(error) && error.code === 'ENGINE_MISSING';
}

/** Says that nothing is asked of a pack, and why. */
export function leftOutLine({ displayName }: DialectPack, { message }: MoMQError): string {
  return `${displayName} is left out. ${message}`;
}

/**
 * The packs that can build a database here. A pack without an embedded engine is left out, and one whose engine has to be
 * installed apart and is not.
 *
 * @param report - hears of the latter; nothing is said of packs that never claim an engine
 * @throws what else a pack throws when it builds a database
 */
export async function runnableDialects<Pack extends DialectPack>(
  packs: readonly Pack[],
  report: (line: string) => void,
): Promise<readonly Pack[]> {
  const found: Pack[] = [];
  for (const pack of packs)
    if (pack.capabilities.engines.includes('embedded') && (await runs(pack, report)))
      found.push(pack);
  return found;
}

/** @throws what a pack throws when it builds a database, as `ENGINE_MISSING` */
export async function requireRunnable(packs: readonly DialectPack[]): Promise<void> {
  for (const pack of packs)
    if (pack.capabilities.engines.includes('embedded'))
      await (await createDatabase(pack, oneRow)).close();
}

async function runs(pack: DialectPack, report: (line: string) => void): Promise<boolean> {
  try {
    await (await createDatabase(pack, oneRow)).close();
    return true;
  } catch (error) {
    if (!isEngineMissing(error)) throw error;
    report(leftOutLine(pack, error));
    return false;
  }
}
