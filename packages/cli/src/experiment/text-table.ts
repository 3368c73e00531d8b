import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { makeFolder } from '@momq/core/execution';
import type { LogicalDialectPack } from '@momq/dialect';
import { countAdapters, QueryVerdicts, sizeVariant } from '@momq/model-nano/experiment';
import type {
  ExperimentSetting,
  ExperimentVariant,
  SizedVariant,
} from '@momq/model-nano/experiment';
import type { MixtureConfig } from '@momq/moe';
import type { Base } from '@momq/moe/bases';
import { languageModelSpecs } from '@momq/moe/text';
import { progressBar } from '../output/progress-bar.js';
import { replaceFile } from '../output/replace-file.js';
import { describeFiles } from '../training/training-data.js';
import type { TrainingData } from '../training/training-data.js';
import { settleFolder } from './settle-folder.js';
import { readTablePairs } from './text-table-pairs.js';
import { runName, runTextVariant } from './text-table-run.js';
import type { TextRunResult, TextTableWorld } from './text-table-run.js';
import { tableSamples } from './text-table-samples.js';
import type { TextTableSizes } from './text-table-sizes.js';

/** Raised when what a run computes changes. */
const VERSION = 1;

/** A comparison of methods on a real base. */
export interface TextTableOptions {
  readonly base: Base;
  /** Dialects; the first is the rich one. */
  readonly packs: readonly LogicalDialectPack[];
  readonly data: TrainingData;
  /** Folder of prompts, trained adapters, verdicts and one JSON file per run. Runs found there are not repeated. */
  readonly folder: string;
  readonly sizes: TextTableSizes;
  readonly variants: readonly ExperimentVariant[];
  readonly settings: readonly ExperimentSetting[];
  readonly seeds: readonly number[];
  /** A program that trains; see `trainOutside`. Default: the trainer of `@momq/moe`. */
  readonly trainer?: readonly string[];
  readonly commit: string | null;
  readonly report: (line: string) => void;
  readonly signal?: AbortSignal;
}

/** The runs of a comparison and what they ran on. */
export interface TextTableRuns {
  readonly results: readonly TextRunResult[];
  readonly base: string;
  readonly sizes: TextTableSizes;
  readonly dialects: readonly string[];
  readonly hashes: Readonly<Record<string, string>>;
  readonly testQuestions: Readonly<Record<string, number>>;
}

/**
 * Runs what `options.folder` does not hold yet; a stopped comparison goes on when it is started again.
 *
 * @throws ConfigError when the folder is one of other settings
 */
export async function runTextTable(options: TextTableOptions): Promise<TextTableRuns> {
  const { base, packs, data, folder, sizes, report, signal, trainer } = options;
  const dialects = packs.map(({ id }) => id);
  const files = data.folders.flatMap((each) => each.files);
  const described = await describeFiles(files);
  const hashes = Object.fromEntries(
    Object.entries(described).map(([file, { sha256 }]) => [file, sha256]),
  );
  const experiment = await settleFolder(folder, {
    ...{ version: VERSION, base: base.id, weights: await base.fingerprint(), dialects, ...sizes },
    ...{ data: hashes, trainer: trainer === undefined ? 'here' : 'another program' },
  });
  const pairs = await readTablePairs(
    new Map(dialects.map((id) => [id, files.filter((file) => path.parse(file).name === id)])),
    sizes.testQuestions,
  );
  const samples = await tableSamples(pairs, options);
  const verdicts = await QueryVerdicts.open(path.join(folder, 'verdicts.jsonl'), (dbId) =>
    data.content(dbId),
  );
  const world: TextTableWorld = {
    ...{ base, packs, sizes, folder, verdicts, test: pairs.test, ...samples },
    content: (dbId) => data.content(dbId),
    ...(trainer !== undefined && { trainer }),
    ...(signal !== undefined && { signal }),
  };
  const { rank, expertsPerGroup } = sizes;
  const sized = (variant: ExperimentVariant): SizedVariant => {
    const size = { rank, dialects, expertsPerGroup, dropout: 0 };
    const found = sizeVariant(variant, weightsOf(base), size);
    return {
      ...found,
      mixture: { ...found.mixture, activation: 'after-prefix', routerStart: 'inputs' },
    };
  };
  const plan = options.seeds.flatMap((seed) =>
    options.settings.flatMap((setting) =>
      options.variants.map((variant) => ({ seed, setting, variant })),
    ),
  );
  const runsFolder = path.join(folder, 'runs');
  await makeFolder(runsFolder);
  const fileOf = (run: (typeof plan)[number]): string =>
    path.join(runsFolder, `${runName(run)}.json`);
  const waiting = plan.filter((run) => !existsSync(fileOf(run)));
  const bar = progressBar();
  try {
    for (const [place, run] of waiting.entries()) {
      signal?.throwIfAborted();
      const title = `run ${place + 1} of ${waiting.length} ${runName(run)}`;
      const result = await runTextVariant(
        world,
        { ...run, experiment, commit: options.commit },
        sized(run.variant),
        (share, what) => bar.update((place + share) / waiting.length, `${title}: ${what}`),
      );
      await replaceFile(fileOf(run), `${JSON.stringify(result)}\n`);
      bar.end();
      report(`${title}: ${resultLine(result)}`);
    }
  } finally {
    await verdicts.close();
  }
  const results: TextRunResult[] = [];
  for (const run of plan) results.push(JSON.parse(await readFile(fileOf(run), 'utf8')) as never);
  const testQuestions = Object.fromEntries([...pairs.test].map(([id, list]) => [id, list.length]));
  return { results, base: base.id, sizes, dialects, hashes, testQuestions };
}

function weightsOf(base: Base): (mixture: MixtureConfig) => number {
  return (mixture) => countAdapters(languageModelSpecs({ ...base.config, mixture }));
}

function resultLine({ dialects, minutes }: TextRunResult): string {
  const parts = Object.entries(dialects).map(([id, { correct, tokenLoss, routed }]) => {
    const answers = Object.values(correct);
    const right = answers.filter(Boolean).length;
    const router = routed === null ? '' : `, routed right ${(100 * routed).toFixed(1)} %`;
    return `${id} ${right} of ${answers.length}, loss ${tokenLoss.toFixed(3)}${router}`;
  });
  return `${parts.join('; ')}; ${minutes.toFixed(1)} min`;
}
