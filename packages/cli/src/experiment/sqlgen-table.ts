import path from 'node:path';
import { ConfigError } from '@momq/core';
import type { LogicalDialectPack } from '@momq/dialect';
import { runSqlgenTable } from '@momq/model-nano/experiment';
import type { QuestionKind, SqlgenPart, SqlgenRun, SqlgenSizes } from '@momq/model-nano/experiment';
import { progressBar } from '../output/progress-bar.js';
import type { ProgressBar } from '../output/progress-bar.js';
import { describeFiles } from '../training/training-data.js';
import type { PairFolder, TrainingData } from '../training/training-data.js';
import { adaptPairs } from './sqlgen-adapt-pairs.js';
import { settleFolder } from './settle-folder.js';

/** Raised when what a run computes changes. */
const VERSION = 1;

/** A comparison as the command line asks for it. */
export interface SqlgenTableRequest {
  readonly packs: readonly LogicalDialectPack[];
  readonly data: TrainingData;
  /** Names of folders of the data with pairs that people asked. */
  readonly human: readonly string[];
  /** Those with generated ones; default: all others. */
  readonly synthetic?: readonly string[];
  readonly folder: string;
  readonly sizes: SqlgenSizes;
  readonly parts: readonly SqlgenPart[];
  readonly seeds: readonly number[];
  readonly commit: string | null;
  readonly report: (line: string) => void;
  readonly signal?: AbortSignal;
}

/** The runs of a comparison and what they ran on. */
export interface SqlgenTableRuns {
  readonly results: readonly SqlgenRun[];
  readonly parts: readonly SqlgenPart[];
  readonly sizes: SqlgenSizes;
  readonly dialects: readonly string[];
  /** Names of folders by kind. */
  readonly folders: Readonly<Record<QuestionKind, readonly string[]>>;
  readonly hashes: Readonly<Record<string, string>>;
}

/**
 * Runs what the folder does not hold yet.
 *
 * @throws ConfigError when the folder is one of other settings, or a kind has no pairs
 */
export async function runSqlgenExperiment(request: SqlgenTableRequest): Promise<SqlgenTableRuns> {
  const { packs, data, folder, sizes, parts, seeds, commit, report, signal } = request;
  const dialects = packs.map(({ id }) => id);
  const kinds = foldersByKind(request);
  const used = [...kinds.human, ...kinds.synthetic];
  const described = await describeFiles(used.flatMap(({ files }) => files));
  const hashes = Object.fromEntries(
    Object.entries(described).map(([file, { sha256 }]) => [file, sha256]),
  );
  const folders = { human: kinds.human.map(nameOf), synthetic: kinds.synthetic.map(nameOf) };
  const experiment = await settleFolder(folder, {
    ...{ version: VERSION, dialects, ...sizes, ...folders, data: hashes },
  });
  const filesOf = (kind: readonly PairFolder[]): Record<string, string[]> =>
    Object.fromEntries(
      dialects.map((id) => [
        id,
        kind.flatMap(({ files }) => files.filter((file) => path.parse(file).name === id)),
      ]),
    );
  let bar: ProgressBar | undefined; // begun with the first run, for the time that is left
  const results = await runSqlgenTable({
    ...{ packs, folder, sizes, parts, seeds, experiment, commit },
    source: {
      files: { human: filesOf(kinds.human), synthetic: filesOf(kinds.synthetic) },
      content: (dbId) => data.content(dbId),
    },
    encoder: async () => (await import('@momq/model-minilm')).loadSentenceEncoder(),
    makePairs: adaptPairs((dbId) => data.content(dbId), signal),
    report: (line) => {
      bar?.end();
      report(line);
    },
    onProgress: (share, what) => {
      bar ??= progressBar();
      bar.update(share, what);
    },
    ...(signal !== undefined && { signal }),
  });
  return { results, parts, sizes, dialects, folders, hashes };
}

function foldersByKind({
  data,
  human,
  synthetic,
}: SqlgenTableRequest): Record<QuestionKind, readonly PairFolder[]> {
  const found = data.folders.map(nameOf);
  const strange = [...human, ...(synthetic ?? [])].find((name) => !found.includes(name));
  if (strange !== undefined)
    throw new ConfigError(
      `--human, --synthetic: expected folders of ${found.join(', ')}, got ${strange}. Make it with momq datagen, or name another.`,
    );
  const others = synthetic ?? found.filter((name) => !human.includes(name));
  const both = others.find((name) => human.includes(name));
  if (both !== undefined || others.length === 0)
    throw new ConfigError(
      `--synthetic: expected folders of generated pairs that --human does not name, got ${both ?? 'none'}. Make them with momq datagen --source intents, or name them.`,
    );
  const named = (names: readonly string[]): PairFolder[] =>
    data.folders.filter(({ name }) => names.includes(name));
  return { human: named(human), synthetic: named(others) };
}

function nameOf({ name }: PairFolder): string {
  return name;
}
