import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { readPairs } from '@momq/core/pairs';
import type { DatabaseContent, DialectPack } from '@momq/dialect';
import { writingInto } from '../pairs/output-files.js';
import { ChatFiles } from './chat-files.js';
import { DatasetCard, isCard } from './dataset-card.js';
import type { Provenance } from './dataset-card.js';
import { ParquetFile } from './parquet-file.js';

/** Formats beside JSONL. */
export const datasetFormats = ['parquet', 'chat'] as const;

/** One of {@link datasetFormats}. */
export type DatasetFormat = (typeof datasetFormats)[number];

/** What {@link writeDataset} needs. */
export interface DatasetOptions {
  /** Holds `<dialect>.jsonl`; receives the rest. */
  readonly folder: string;
  readonly packs: readonly DialectPack[];
  /** Default: none but JSONL. */
  readonly formats?: readonly DatasetFormat[];
  /** Reads a database, for the schema that a conversation shows. */
  content(dbId: string): Promise<DatabaseContent>;
  readonly provenance: Provenance;
}

/**
 * Completes a folder of pairs to a data set that others can use: `README.md`, its card with licences and provenance
 * (`DATASET.md` beside a README that is none), and other formats. Reads pair by pair; memory does not grow with them.
 *
 * @throws ConfigError that names the file and line of what is no pair
 * @throws DatagenError `DATAGEN_FOLDER_UNWRITABLE`
 */
export function writeDataset(options: DatasetOptions): Promise<void> {
  return writingInto(options.folder, () => complete(options));
}

async function complete(options: DatasetOptions): Promise<void> {
  const { folder, packs, formats = [], content, provenance } = options;
  const card = new DatasetCard();
  for (const pack of packs) {
    const file = join(folder, pack.id);
    const parquet = formats.includes('parquet') ? new ParquetFile(`${file}.parquet`) : undefined;
    const chat = formats.includes('chat')
      ? await ChatFiles.create(folder, { pack, content })
      : undefined;
    for await (const pair of readPairs(`${file}.jsonl`)) {
      card.add(pair);
      await parquet?.write(pair);
      await chat?.write(pair);
    }
    await parquet?.finish();
    await chat?.finish();
  }
  await writeFile(join(folder, await cardName(folder)), card.text(formats, provenance));
}

/** A folder that is somebody's project keeps its own README. */
async function cardName(folder: string): Promise<string> {
  const file = join(folder, 'README.md');
  const isOther = existsSync(file) && !isCard(await readFile(file, 'utf8'));
  return isOther ? 'DATASET.md' : 'README.md';
}
