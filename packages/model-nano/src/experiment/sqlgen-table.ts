import { existsSync } from 'node:fs';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { LogicalDialectPack } from '@momq/dialect';
import type { SentenceEncoder } from '@momq/model-minilm';
import { buildVocabulary } from '../vocabulary.js';
import { QueryVerdicts } from './query-verdicts.js';
import type { PairMaker } from './sqlgen-adaptation.js';
import { armsOf } from './sqlgen-arms.js';
import { loadSqlgenData } from './sqlgen-data.js';
import type { SqlgenSource } from './sqlgen-data.js';
import { runDialectArm } from './sqlgen-dialect-run.js';
import type { DialectRun, RunProgress, SqlgenWorld } from './sqlgen-dialect-run.js';
import { mergeArms, runMergeArm } from './sqlgen-merge-run.js';
import type { MergeRun } from './sqlgen-merge-run.js';
import type { SqlgenRun, SqlgenRunName } from './sqlgen-run.js';
import type { SqlgenPart, SqlgenSizes } from './sqlgen-settings.js';

/** SQL-GEN's claims with the tiny decoder. */
export interface SqlgenTableOptions {
  readonly packs: readonly LogicalDialectPack[];
  readonly source: SqlgenSource;
  /** Opens the encoder, where there are texts to encode. */
  readonly encoder: () => Promise<SentenceEncoder>;
  /** Makes the pairs of `adaptation` for a database, as `momq adapt` does. */
  readonly makePairs: PairMaker;
  /** Folder of vectors, models, verdicts and one JSON file per run. Runs found there are not repeated. */
  readonly folder: string;
  readonly sizes: SqlgenSizes;
  readonly parts: readonly SqlgenPart[];
  readonly seeds: readonly number[];
  /** Identity of settings and data; whoever calls refuses a folder of another one. */
  readonly experiment: string;
  /** Commit of the code, kept with each run; null outside a repository. */
  readonly commit: string | null;
  /** Lines about what is being done. */
  readonly report: (line: string) => void;
  /** Hears how far all runs are, 0 to 1, and what is being done. */
  readonly onProgress: (share: number, what: string) => void;
  readonly signal?: AbortSignal;
}

/**
 * Runs what the folder does not hold yet; a stopped comparison goes on when it is started again.
 *
 * @returns every run of the parts, dialects and seeds
 */
export async function runSqlgenTable(options: SqlgenTableOptions): Promise<readonly SqlgenRun[]> {
  const { packs, folder, parts, seeds, signal, onProgress, report } = options;
  await mkdir(join(folder, 'runs'), { recursive: true });
  const merged = parts.includes('merging') ? mergeArms(packs.map(({ id }) => id)) : [];
  const plan = seeds.flatMap((seed): (DialectRun | MergeRun)[] => [
    ...packs.flatMap(({ id: dialect, family }) =>
      armsOf(parts, family).map((arm): DialectRun => ({ arm, dialect, seed })),
    ),
    ...merged.map((arm): MergeRun => ({ arm, dialect: null, seed })),
  ]);
  const fileOf = (run: SqlgenRunName): string => join(folder, 'runs', `${runName(run)}.json`);
  const waiting = plan.filter((run) => !existsSync(fileOf(run)));
  if (waiting.length > 0) {
    const world = await openWorld(options);
    try {
      for (const [place, run] of waiting.entries()) {
        signal?.throwIfAborted();
        const title = `run ${place + 1} of ${waiting.length} ${runName(run)}`;
        const hear: RunProgress = (share, what) =>
          onProgress((place + share) / waiting.length, `${title}: ${what}`);
        const result = await (run.dialect === null
          ? runMergeArm(world, run, hear)
          : runDialectArm(world, run, hear));
        await writeAtomically(fileOf(run), `${JSON.stringify(result)}\n`);
        report(`${title}: ${resultLine(result)}`);
      }
    } finally {
      await world.verdicts.close();
    }
  }
  const results: SqlgenRun[] = [];
  for (const run of plan)
    results.push(JSON.parse(await readFile(fileOf(run), 'utf8')) as SqlgenRun);
  return results;
}

async function openWorld(options: SqlgenTableOptions): Promise<SqlgenWorld> {
  const { packs, source, sizes, folder, parts, report, signal, experiment, commit } = options;
  const { makePairs } = options;
  const stop = signal === undefined ? {} : { signal };
  const data = await loadSqlgenData({
    ...{ packs, source, sizes, report, vocabulary: buildVocabulary(packs) },
    folder: join(folder, 'vectors'),
    madeFolder: join(folder, 'made'),
    encoder: await options.encoder(),
    ...(parts.includes('adaptation') && { makePairs }),
    ...stop,
  });
  const verdicts = await QueryVerdicts.open(join(folder, 'verdicts.jsonl'), source.content);
  const models = join(folder, 'models');
  return { data, sizes, verdicts, models, experiment, commit, ...stop };
}

/** The name of a run's files. */
export function runName({ arm, dialect, seed }: SqlgenRunName): string {
  return [dialect ?? 'all', arm.replaceAll(/[^\w+]+/g, '-'), seed].join('-');
}

async function writeAtomically(file: string, text: string): Promise<void> {
  await writeFile(`${file}.tmp`, text);
  await rename(`${file}.tmp`, file);
}

function resultLine({ tests, cpuSeconds }: SqlgenRun): string {
  const parts = Object.entries(tests).map(([name, { correct, tokenLoss }]) => {
    const answers = Object.values(correct);
    return `${name} ${answers.filter(Boolean).length} of ${answers.length}, loss ${tokenLoss.toFixed(3)}`;
  });
  const seconds = Object.values(cpuSeconds).reduce((sum, part) => sum + part, 0);
  return `${parts.join('; ')}; ${seconds.toFixed(0)} s of a processor`;
}
