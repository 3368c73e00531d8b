import { existsSync } from 'node:fs';
import { DatabaseOpenError, DialectUnknownError } from '@momq/core';
import type { Database, DialectPack, MoMQ } from '@momq/core';
import { hideSecrets } from '@momq/core/execution';
import { composeMoMQ, startModel } from '../command-context.js';
import type { CommandContext, ModelLoader } from '../command-context.js';
import type { QuestionFlags } from './question-options.js';

/** A database that questions are asked, and who answers them. */
export interface Questioned {
  readonly momq: MoMQ;
  readonly database: Database;
  /** The dialects that were loaded, the database's among them. */
  readonly packs: readonly DialectPack[];
}

/**
 * Opens the database that the flags name, does the work, and closes everything, however the work ends.
 *
 * @param load - loads the model at the first question; default: starts to load the one that the flags name
 * @throws {@link DatabaseOpenError} for a file that is not there, {@link DialectUnknownError} for a URL of no installed dialect
 */
export async function withQuestioned<T>(
  flags: QuestionFlags & { readonly db: string },
  context: CommandContext & { readonly signal: AbortSignal },
  work: (questioned: Questioned) => Promise<T>,
  load: ModelLoader = startModel(context, flags.model),
): Promise<T> {
  const { db: source, dialect, semantics } = flags;
  requireFile(source, dialect);
  const { dialectsFor } = await import('../dialects/find-dialects.js');
  const packs = await dialectsFor([source], dialect);
  if (dialect === undefined) await requireRecognised(source, packs);
  const momq = composeMoMQ(packs, load);
  try {
    const options = {
      signal: context.signal,
      ...(dialect !== undefined && { dialect }),
      ...(semantics !== undefined && { semantics }),
    };
    return await work({ momq, packs, database: await momq.open(source, options) });
  } finally {
    await momq.close();
  }
}

/** @throws DatabaseOpenError for a path that is not there, unless a dialect is named, which may read it otherwise */
export function requireFile(source: string, dialect: string | undefined): void {
  if (dialect !== undefined || isUrl(source) || existsSync(source)) return;
  throw new DatabaseOpenError(
    `database: expected a file, got ${hideSecrets(source)}, which does not exist. Check the path.`,
  );
}

/** @throws DialectUnknownError that names the package to install when no installed pack takes such a URL */
export async function requireRecognised(
  source: string,
  packs: readonly DialectPack[],
): Promise<void> {
  if (!isUrl(source) || packs.some((pack) => pack.recognises(source))) return;
  const scheme = /^[a-z][a-z0-9]*/i.exec(source)?.[0].toLowerCase() ?? 'name';
  const { installedIds } = await import('../dialects/find-dialects.js');
  const ids = (await installedIds()).join(', ');
  throw new DialectUnknownError(
    `database ${hideSecrets(source)}: expected a URL of an installed dialect (${ids}), got ${scheme}://. Install its pack, for example npm install @momq/dialect-${scheme}; any npm package with the keyword momq-dialect is one.`,
  );
}

function isUrl(source: string): boolean {
  return /^[a-z][a-z0-9+.-]*:\/\//i.test(source);
}
