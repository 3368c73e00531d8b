import { existsSync } from 'node:fs';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { LogicalDialectPack } from '@momq/dialect';
import type { SentenceEncoder } from '@momq/model-minilm';
import { saveCheckpoint } from '@momq/moe';
import { buildVocabulary } from '../vocabulary.js';
import { baseConfig } from './experiment-base.js';
import { QueryVerdicts } from './query-verdicts.js';
import { armKinds, armsOf } from './sqlgen-arms.js';
import type { DataArm } from './sqlgen-arms.js';
import { loadSqlgenData } from './sqlgen-data.js';
import type { DialectQuestions, SqlgenData, SqlgenSource } from './sqlgen-data.js';
import { measureDense, runClock, trainDense } from './sqlgen-run.js';
import type { DenseModel, SqlgenRun, SqlgenRunName } from './sqlgen-run.js';
import type { SqlgenPart, SqlgenSizes } from './sqlgen-settings.js';

/** SQL-GEN's claims with the tiny decoder. */
export interface SqlgenTableOptions {
  readonly packs: readonly LogicalDialectPack[];
  readonly source: SqlgenSource;
  /** Opens the encoder, where there are texts to encode. */
  readonly encoder: () => Promise<SentenceEncoder>;
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
  const plan = seeds.flatMap((seed) =>
    packs.flatMap(({ id: dialect }) =>
      armsOf(parts).map((arm) => ({ arm, dialect, database: null, seed })),
    ),
  );
  const fileOf = (run: SqlgenRunName): string => join(folder, 'runs', `${runName(run)}.json`);
  const waiting = plan.filter((run) => !existsSync(fileOf(run)));
  if (waiting.length > 0) {
    const world = await openWorld(options);
    try {
      for (const [place, run] of waiting.entries()) {
        signal?.throwIfAborted();
        const title = `run ${place + 1} of ${waiting.length} ${runName(run)}`;
        const result = await runDataArm(world, run, (share, what) =>
          onProgress((place + share) / waiting.length, `${title}: ${what}`),
        );
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

interface World {
  readonly options: SqlgenTableOptions;
  readonly data: SqlgenData;
  readonly vocabulary: readonly string[];
  readonly verdicts: QueryVerdicts;
}

async function openWorld(options: SqlgenTableOptions): Promise<World> {
  const { packs, source, sizes, folder, report, signal } = options;
  const vocabulary = buildVocabulary(packs);
  const data = await loadSqlgenData({
    ...{ packs, source, sizes, vocabulary, report, folder: join(folder, 'vectors') },
    encoder: await options.encoder(),
    ...(signal !== undefined && { signal }),
  });
  const verdicts = await QueryVerdicts.open(join(folder, 'verdicts.jsonl'), source.content);
  return { options, data, vocabulary, verdicts };
}

/** Trains a model of one dialect from the start and measures it on questions of both kinds. */
async function runDataArm(
  world: World,
  run: {
    readonly arm: DataArm;
    readonly dialect: string;
    readonly database: null;
    readonly seed: number;
  },
  onProgress: (share: number, what: string) => void,
): Promise<SqlgenRun> {
  const { options, data, verdicts } = world;
  const { sizes, experiment, commit, signal } = options;
  const { reader } = data;
  const questions = data.dialects.get(run.dialect)!;
  const pairs = armKinds[run.arm].map((kind) => dialectPairs(questions, kind));
  const clock = runClock();
  const { model, trainLoss } = await clock.timed('train', () =>
    trainDense({
      ...{ reader, config: baseConfig(reader), from: null, pairs, seed: run.seed },
      steps: sizes.steps,
      learningRate: sizes.learningRate,
      onProgress: (share) => onProgress(0.8 * share, 'training'),
      ...(signal !== undefined && { signal }),
    }),
  );
  onProgress(0.8, 'answers');
  const tests = await measureDense(
    { reader, verdicts, clock, ...(signal !== undefined && { signal }) },
    model,
    new Map(Object.entries(questions.test)),
  );
  await keepModel(world, run, model);
  return {
    ...{ ...run, experiment, commit, trainLoss, tests, steps: sizes.steps },
    pairs: pairs.flat().length,
    cpuSeconds: clock.seconds,
  };
}

function dialectPairs({ train, pack }: DialectQuestions, kind: 'human' | 'synthetic') {
  return train[kind].map((question) => ({ question, dialect: pack.id }));
}

/** The name of a run's files. */
export function runName({ arm, dialect, database, seed }: SqlgenRunName): string {
  return [dialect, arm, database, seed].filter((part) => part !== null).join('-');
}

async function keepModel(
  { options, vocabulary }: World,
  run: SqlgenRunName,
  model: DenseModel,
): Promise<void> {
  const folder = join(options.folder, 'models', runName(run));
  await saveCheckpoint(folder, {
    ...model,
    vocabulary,
    metadata: { experiment: options.experiment },
  });
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
