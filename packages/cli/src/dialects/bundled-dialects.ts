import { DialectUnknownError } from '@momq/core';
import type { LogicalDialectPack } from '@momq/dialect';

/** The packs that come with the command line, imported at their first use so that start-up stays quick. */
const loaders = {
  sqlite: async (): Promise<LogicalDialectPack> => (await import('@momq/dialect-sqlite')).sqlite(),
  postgres: async (): Promise<LogicalDialectPack> =>
    (await import('@momq/dialect-postgres')).postgres(),
  cypher: async (): Promise<LogicalDialectPack> => (await import('@momq/dialect-cypher')).cypher(),
} as const;

/** Id of a pack that comes with the command line. */
export type BundledDialect = keyof typeof loaders;

/** Ids of the packs that come with the command line. */
export const bundledDialects = Object.keys(loaders) as readonly BundledDialect[];

/** @throws {@link DialectUnknownError} that lists the ids */
export async function loadDialect(id: string): Promise<LogicalDialectPack> {
  if (!isBundled(id)) {
    throw new DialectUnknownError(
      `dialect: expected one of ${bundledDialects.join(', ')}, got ${id}. Check the spelling.`,
    );
  }
  return loaders[id]();
}

/** The named pack alone, or all of them when none is named. */
export async function loadDialects(id?: string): Promise<readonly LogicalDialectPack[]> {
  return Promise.all((id === undefined ? bundledDialects : [id]).map(loadDialect));
}

function isBundled(id: string): id is BundledDialect {
  return Object.hasOwn(loaders, id);
}
