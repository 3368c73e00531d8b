import { existsSync, readdirSync, statSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { loadDatabaseFolder, unchangingContent } from '@momq/core/evaluation';
import { readStoredJson } from '@momq/core/execution';
import { ConfigError } from '@momq/dialect';
import type { DatabaseContent } from '@momq/dialect';
import { validationDatabases } from '../../pairs/split-by-database.js';
import { limitRows } from '../../spider/limit-rows.js';
import { measuringDatabases } from '../../spider/spider-questions.js';
import type { SourceDatabase } from './source-databases.js';

/**
 * The databases of a folder: files `<id>.json` as `generatePairs` writes them, and folders with `schema.sql` and `data/*.csv`.
 * Those that measure, because `dev_public_*.jsonl` in the folder or beside it asks about them, are left out.
 *
 * @param options.validationShare - of the databases, by their names; the others train. Default 0.08.
 * @param options.maxRowsPerTable - default 2000
 * @throws ConfigError when there is none; `content()` of a file that holds no database does, and DatabaseOpenError for one that
 * has changed since it was first read
 */
export async function folderSources(
  folder: string,
  options: { readonly validationShare?: number; readonly maxRowsPerTable?: number } = {},
): Promise<SourceDatabase[]> {
  const { validationShare = 0.08, maxRowsPerTable = 2000 } = options;
  if (!isFolder(folder))
    throw new ConfigError(
      `databases: expected a folder that exists, got ${folder}. Check the path.`,
    );
  const entries = readdirSync(folder).sort();
  const found = entries.flatMap((name): { id: string; read: () => Promise<DatabaseContent> }[] => {
    const place = join(folder, name);
    if (name.endsWith('.json'))
      return [{ id: name.slice(0, -'.json'.length), read: () => readDatabaseFile(place) }];
    return existsSync(join(place, 'schema.sql'))
      ? [{ id: name, read: () => loadDatabaseFolder(place) }]
      : [];
  });
  const measured = await measuredAround(folder);
  const usable = found.filter(({ id }) => !measured.has(id));
  if (usable.length === 0)
    throw new ConfigError(
      `databases: expected <id>.json, or folders with schema.sql and data/, in ${folder}, got none that may be asked about. momq datagen --source generated makes some.`,
    );
  const validation = validationDatabases(
    usable.map(({ id }) => id),
    validationShare,
    0,
  );
  const readers = new Map(usable.map(({ id, read }) => [id, read]));
  const content = unchangingContent(async (id) =>
    limitRows(await readers.get(id)!(), maxRowsPerTable),
  );
  return usable.map(({ id }) => ({
    id,
    split: validation.has(id) ? 'validation' : 'train',
    content: () => content(id),
  }));
}

function isFolder(place: string): boolean {
  return statSync(place, { throwIfNoEntry: false })?.isDirectory() === true;
}

async function readDatabaseFile(file: string): Promise<DatabaseContent> {
  const content = parsed(await readFile(file, 'utf8')) as
    Partial<DatabaseContent> | undefined | null;
  if (Array.isArray(content?.schema?.entities) && content.rows) return content as DatabaseContent;
  throw new ConfigError(
    `databases: expected { "schema": …, "rows": … } in ${file}, as momq datagen --source generated writes it, got something else. Mend the file or move it away.`,
  );
}

/** Nothing where the text is no JSON. */
function parsed(text: string): unknown {
  try {
    return readStoredJson(text);
  } catch {
    return undefined;
  }
}

async function measuredAround(folder: string): Promise<ReadonlySet<string>> {
  const places = [folder, join(folder, '..')].filter(
    (place) =>
      isFolder(place) && readdirSync(place).some((name) => /^dev_public_.*\.jsonl$/.test(name)),
  );
  const sets = await Promise.all(places.map(measuringDatabases));
  return new Set(sets.flatMap((ids) => [...ids]));
}
