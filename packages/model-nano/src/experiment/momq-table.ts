import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { LogicalDialectPack } from '@momq/dialect';
import type { SentenceEncoder } from '@momq/model-minilm';
import type { MixtureConfig } from '@momq/moe';
import { pointerSpecs } from '@momq/moe/pointer';
import { buildVocabulary } from '../vocabulary.js';
import { trainExperimentBase } from './experiment-base.js';
import { loadExperimentData } from './experiment-data.js';
import type { ExperimentSource } from './experiment-data.js';
import { experimentDecoder, experimentShape } from './experiment-settings.js';
import type { ExperimentSetting, ExperimentSizes } from './experiment-settings.js';
import { countAdapters, sizeVariant } from './experiment-variants.js';
import type { ExperimentVariant, SizedVariant } from './experiment-variants.js';
import { QueryVerdicts } from './query-verdicts.js';
import { runVariant, testPrefixes } from './run-variant.js';
import type { ExperimentWorld, RunResult } from './run-variant.js';

/** An experiment: every variant in every setting with every seed. */
export interface MomqTableOptions {
  /** Dialects; the first is the rich one, which the base is trained on. */
  readonly packs: readonly LogicalDialectPack[];
  readonly source: ExperimentSource;
  /** Used for texts that the folder does not hold yet, then disposed. */
  readonly encoder: SentenceEncoder;
  /** Folder of vectors, the base, verdicts and one JSON file per run. Runs found there are not repeated. */
  readonly folder: string;
  readonly sizes: ExperimentSizes;
  readonly variants: readonly ExperimentVariant[];
  readonly settings: readonly ExperimentSetting[];
  readonly seeds: readonly number[];
  /** Commit of the code, kept with each run; null outside a repository. */
  readonly commit: string | null;
  /** Lines about what is being done. */
  readonly report: (line: string) => void;
  /** Whether training shows its own progress line. Default false. */
  readonly progress?: boolean;
}

/** The runs of an experiment and what they ran on. */
export interface MomqTableRuns {
  readonly results: readonly RunResult[];
  readonly sizes: ExperimentSizes;
  /** SHA-256 of each file of pairs. */
  readonly hashes: Readonly<Record<string, string>>;
  /** Held-out questions by dialect. */
  readonly testQuestions: Readonly<Record<string, number>>;
}

interface PlannedRun {
  readonly setting: ExperimentSetting;
  readonly variant: ExperimentVariant;
  readonly seed: number;
}

/** Seed by seed, so that an unfinished experiment has whole tables of fewer seeds. */
function planRuns({ seeds, settings, variants }: MomqTableOptions): PlannedRun[] {
  return seeds.flatMap((seed) =>
    settings.flatMap((setting) => variants.map((variant) => ({ setting, variant, seed }))),
  );
}

/** Runs what `options.folder` does not hold yet; a stopped experiment goes on when it is started again. */
export async function runMomqTable(options: MomqTableOptions): Promise<MomqTableRuns> {
  const { packs, folder, sizes, report } = options;
  const runsFolder = join(folder, 'runs');
  await mkdir(runsFolder, { recursive: true });
  const data = await loadExperimentData(packs, options.source, {
    sizes,
    folder: join(folder, 'vectors'),
    encoder: options.encoder,
    report,
  });
  const vocabulary = buildVocabulary(packs);
  const { basePairs, baseSteps, baseLearningRate } = sizes;
  const identity = (sizesThatCount: object): string =>
    createHash('sha256')
      .update(JSON.stringify([sizesThatCount, experimentDecoder, experimentShape, vocabulary]))
      .update(JSON.stringify(Object.values(data.hashes)))
      .digest('hex');
  const experiment = identity(sizes);
  const reader = { packs, vocabulary, vectors: data.vectors, shape: experimentShape };
  report('training the base on the rich dialect, or reading it');
  const base = await trainExperimentBase(reader, data, {
    sizes,
    dialect: packs[0]!.id,
    folder: join(folder, 'base'),
    identity: identity({ basePairs, baseSteps, baseLearningRate }),
    progress: options.progress ?? false,
  });
  const { content } = options.source;
  const verdicts = await QueryVerdicts.open(join(folder, 'verdicts.jsonl'), content);
  const prefixes = testPrefixes(reader, data);
  const world: ExperimentWorld = { packs, data, reader, sizes, base, verdicts, prefixes };
  const dialects = packs.map(({ id }) => id);
  const { rank, expertsPerGroup } = sizes;
  const weightsOf = (mixture: MixtureConfig): number =>
    countAdapters(pointerSpecs({ ...base.config, mixture }));
  const sized = new Map<ExperimentVariant, SizedVariant>(
    options.variants.map((variant) => [
      variant,
      sizeVariant(variant, weightsOf, { rank, dialects, expertsPerGroup }),
    ]),
  );
  const results: RunResult[] = [];
  const plan = planRuns(options);
  const clock = { startedAt: performance.now(), ran: 0 };
  try {
    for (const [place, run] of plan.entries()) {
      const file = join(runsFolder, `${run.setting}-${run.variant}-${run.seed}.json`);
      let result = await storedRun(file, experiment);
      if (result === null) {
        result = await runVariant(
          world,
          { ...run, experiment, commit: options.commit },
          sized.get(run.variant)!,
        );
        await writeAtomically(file, `${JSON.stringify(result)}\n`);
        clock.ran += 1;
        report(progressLine(result, place + 1, plan.length, clock));
      }
      results.push(result);
    }
  } finally {
    await verdicts.close();
  }
  const testQuestions = Object.fromEntries([...data.test].map(([id, list]) => [id, list.length]));
  return { results, sizes, hashes: data.hashes, testQuestions };
}

/** A finished run of this very experiment, or null. */
async function storedRun(file: string, experiment: string): Promise<RunResult | null> {
  if (!existsSync(file)) return null;
  const stored = JSON.parse(await readFile(file, 'utf8')) as RunResult;
  return stored.experiment === experiment ? stored : null;
}

async function writeAtomically(file: string, text: string): Promise<void> {
  await writeFile(`${file}.tmp`, text);
  await rename(`${file}.tmp`, file);
}

function progressLine(
  { variant, setting, seed, dialects, cpuSeconds }: RunResult,
  done: number,
  all: number,
  { startedAt, ran }: { startedAt: number; ran: number },
): string {
  const perRun = (performance.now() - startedAt) / 60_000 / ran;
  const ex = Object.entries(dialects).map(([dialect, { correct }]) => {
    const answers = Object.values(correct);
    return `${dialect} ${((100 * answers.filter(Boolean).length) / answers.length).toFixed(1)} %`;
  });
  const cpu = Object.entries(cpuSeconds).map(([part, seconds]) => `${part} ${seconds.toFixed(1)}`);
  return `${done}/${all} ${setting} ${variant} seed ${seed}: ${ex.join(', ')}; processor seconds: ${cpu.join(', ')}; ${((all - done) * perRun).toFixed(0)} min left`;
}
