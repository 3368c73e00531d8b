import { createHash } from 'node:crypto';
import { createReadStream, existsSync, readdirSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { ConfigError } from '@momq/core';
import type { DatabaseContent } from '@momq/core';
import { loadDatabaseFolder } from '@momq/core/evaluation';
import { readStoredJson, shortened } from '@momq/core/execution';

/** One folder of verified pairs: `<dialect>.jsonl` files, and `databases/<id>.json` where it made its own. */
export interface PairFolder {
  readonly name: string;
  readonly place: string;
  readonly files: readonly string[];
}

/** The data of a training run. */
export interface TrainingData {
  readonly folders: readonly PairFolder[];
  /** Reads the content of a database of any folder; nothing is kept, the rows are large. */
  content(dbId: string): Promise<DatabaseContent>;
}

/** The folder itself, where it holds pairs, and the folders in it. */
function foldersOf(folder: string): string[] {
  if (!existsSync(folder)) return [];
  const inside = readdirSync(folder, { withFileTypes: true });
  return [
    folder,
    ...inside.filter((entry) => entry.isDirectory()).map(({ name }) => path.join(folder, name)),
  ];
}

/** @throws {@link ConfigError} when the folder has pairs, but not of every dialect: training would forget one without a word */
function pairFolder(place: string, dialects: readonly string[]): PairFolder[] {
  const files = dialects.map((id) => path.join(place, `${id}.jsonl`));
  const missing = files.filter((file) => !existsSync(file));
  if (missing.length === files.length) return [];
  if (missing.length > 0) {
    throw new ConfigError(
      `data: expected pairs of every dialect that is trained in ${place}, ${missing.map((file) => path.basename(file)).join(', ')} is missing. Make it with momq datagen, move the folder away, or name the dialects to train.`,
    );
  }
  return [{ name: path.basename(path.resolve(place)), place, files }];
}

/** Those of the dialects that the folder itself, or a folder in it, has pairs of. */
export function dialectsWithPairs(folder: string, dialects: readonly string[]): readonly string[] {
  const places = foldersOf(folder);
  return dialects.filter((id) =>
    places.some((place) => existsSync(path.join(place, `${id}.jsonl`))),
  );
}

/**
 * Finds the pair folders: `folder` itself or those inside it.
 *
 * @param databases - names the folder of DDL and CSV for pairs whose databases are not stored beside them; called when one is read
 * @throws {@link ConfigError} when there are none, or one lacks a dialect
 */
export function findTrainingData(
  folder: string,
  databases: () => string,
  dialects: readonly string[],
): TrainingData {
  const folders = foldersOf(folder).flatMap((place) => pairFolder(place, dialects));
  if (folders.length === 0) {
    throw new ConfigError(
      `data: expected folders with ${dialects.map((id) => `${id}.jsonl`).join(', ')} in ${folder}, found none. Make them with momq datagen.`,
    );
  }
  return {
    folders,
    async content(dbId) {
      const stored = folders
        .map(({ place }) => path.join(place, 'databases', `${dbId}.json`))
        .find((file) => existsSync(file));
      if (stored !== undefined)
        return readStoredJson(await readFile(stored, 'utf8')) as DatabaseContent;
      return loadDatabaseFolder(path.join(databases(), dbId));
    },
  };
}

/**
 * Size and hash of each file, and the licences its rows name: what a checkpoint says about its data.
 *
 * @throws ConfigError that names file and line of a row that is no JSON object
 */
export async function describeFiles(
  files: readonly string[],
): Promise<Record<string, { sha256: string; rows: number; licences: string[] }>> {
  const described: Record<string, { sha256: string; rows: number; licences: string[] }> = {};
  for (const file of files) {
    const hash = createHash('sha256');
    for await (const chunk of createReadStream(file)) hash.update(chunk as Buffer);
    const lines = (await readFile(file, 'utf8'))
      .split('\n')
      .map((line, index) => ({ line, place: `${file}:${index + 1}` }))
      .filter(({ line }) => line.trim() !== '');
    const licences = new Set(lines.map(({ line, place }) => licenceOf(line, place)));
    const name = path.join(path.basename(path.dirname(file)), path.basename(file));
    described[name] = { sha256: hash.digest('hex'), rows: lines.length, licences: [...licences] };
  }
  return described;
}

function licenceOf(line: string, place: string): string {
  let row: unknown;
  try {
    row = JSON.parse(line);
  } catch {
    row = undefined; // told below, as any other value that is no object
  }
  if (typeof row !== 'object' || row === null || Array.isArray(row))
    throw new ConfigError(
      `${place}: expected one JSON object a line, got ${shortened(line, 60)}. Remove the line, or make the file again with momq datagen.`,
    );
  const { licence } = row as { readonly licence?: unknown };
  return typeof licence === 'string' ? licence : 'not stated';
}
