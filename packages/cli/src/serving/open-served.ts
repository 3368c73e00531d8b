import type { DialectPack, MoMQ } from '@momq/core';
import type { ServedDatabase } from '@momq/serve';
import { composeMoMQ, startModel } from '../command-context.js';
import type { CommandContext, ModelLoader } from '../command-context.js';
import { requireFile, requireRecognised } from '../commands/open-questioned.js';
import { readSources } from './database-sources.js';

/** What `serve` and `mcp` are told about databases and the model. */
export interface ServedFlags {
  readonly db?: readonly string[];
  readonly dialect?: string;
  readonly semantics?: boolean;
  readonly model?: string;
}

/** Open databases, and who answers questions about them. */
export interface Served {
  readonly momq: MoMQ;
  readonly databases: readonly ServedDatabase[];
  /** The dialects that were loaded. */
  readonly packs: readonly DialectPack[];
  /** Gives the model once it is loaded; a server that cannot answer does not start. */
  readonly model: ModelLoader;
}

/** Opens the databases that the flags name, does the work, and closes everything, however the work ends. */
export async function withServed(
  flags: ServedFlags & { readonly db: readonly string[] },
  context: CommandContext & { readonly signal: AbortSignal },
  work: (served: Served) => Promise<void>,
): Promise<void> {
  const { dialect, semantics } = flags;
  const { signal } = context;
  const sources = readSources(flags.db);
  for (const { source } of sources) requireFile(source, dialect);
  const model = startModel(context, flags.model);
  const { dialectsFor } = await import('../dialects/find-dialects.js');
  const packs = await dialectsFor(
    sources.map(({ source }) => source),
    dialect,
  );
  if (dialect === undefined)
    for (const { source } of sources) await requireRecognised(source, packs);
  const momq = composeMoMQ(packs, model);
  try {
    const databases: ServedDatabase[] = [];
    for (const { name, source } of sources) {
      const database = await momq.open(source, {
        signal,
        ...(dialect !== undefined && { dialect }),
        ...(semantics === false && { semantics }),
      });
      databases.push({ name, source, database });
    }
    await work({ momq, packs, databases, model });
  } finally {
    await momq.close();
  }
}
