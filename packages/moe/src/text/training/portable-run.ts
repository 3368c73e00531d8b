import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { sha256, writeFileAtomically } from '../../checkpoint/atomic-file.js';
import { checkWeights } from '../../checkpoint/check-weights.js';
import { readExisting } from '../../checkpoint/checkpoint-files.js';
import { decodeSafetensors, encodeSafetensors } from '../../checkpoint/safetensors.js';
import { paperLossWeights } from '../../losses/loss-weights.js';
import { optimizerSettings } from '../../training/training-loop.js';
import type { HostParameters } from '../../numerics/host-tensor.js';
import type { LanguageModelConfig } from '../model/language-model-config.js';
import type { PlannedRow } from './batch-plan.js';
import { preparedTextRun } from './prepared-text-run.js';
import { startingParameters, trainedSpecs } from './starting-parameters.js';
import type { LanguageModelTrainerOptions } from './text-trainer-options.js';
import type { DataReport } from './training-sample.js';

/** What a portable run is, for those who wrote it. */
export interface PortableRun {
  /** The base's config with the mixture. */
  readonly config: LanguageModelConfig;
  readonly data: DataReport;
  readonly totalSteps: number;
  /** SHA-256 of the plan: every token of every update. */
  readonly planSha256: string;
}

/**
 * Writes a run for another trainer, so that it computes what {@link trainLanguageModel} does, sample by sample:
 * `run.json` (config, optimizer, loss weights, steps, where the base's weights lie in their files), `prefixes.jsonl` (token ids, one
 * a line), `steps.jsonl` (an update a line: its micro-batches, their rows, their samples) and `initial.safetensors`. The trainer
 * `benchmarks/peers/text_train.py` reads it.
 *
 * That trainer refuses what it does not know: dropout, whose draws would differ, smoothed labels, a balance over micro-batches, scaled
 * positions, sliding windows, some variants of routers, and adapters that are not trained.
 *
 * @throws MoeError as `trainLanguageModel` does before its first step; `MOE_DISK_FULL`
 */
export async function writePortableRun(
  folder: string,
  options: LanguageModelTrainerOptions,
): Promise<PortableRun> {
  const { config, samples, report, plan, totalSteps, seed } = await preparedTextRun(options);
  const constants = await options.base.constants();
  const { learningRate, warmupRatio = 0.1, finalRatio = 0, emaDecay = null } = options.optimizer;
  await mkdir(folder, { recursive: true });
  const prefixes: (readonly number[])[] = [];
  for (const { prefix, tokens } of samples)
    if (prefix !== undefined) prefixes[prefix.index] ??= tokens.slice(0, prefix.length);
  const steps = [...plan.from(0, totalSteps)].map((step) =>
    JSON.stringify(step.map((micro) => micro.map(portableRow))),
  );
  const content = `${steps.join('\n')}\n`;
  const planSha256 = sha256(content);
  await writeFileAtomically(join(folder, 'steps.jsonl'), content);
  await writeFileAtomically(
    join(folder, 'prefixes.jsonl'),
    prefixes.map((tokens) => `${JSON.stringify(tokens)}\n`).join(''),
  );
  await writeFileAtomically(
    join(folder, 'initial.safetensors'),
    encodeSafetensors(await startingParameters(config, { ...options, seed })),
  );
  const run = {
    ...{ config, totalSteps, seed, planSha256 },
    maxMinutes: options.maxMinutes ?? null,
    scope: options.groupScope ?? (config.mixture?.routing === 'dialect' ? 'own' : 'all'),
    optimizer: { ...optimizerSettings(options), learningRate, warmupRatio, finalRatio, emaDecay },
    loss: { ...paperLossWeights, ...options.loss },
    balanceOver: options.balanceOver ?? 'update',
    trainable: trainedSpecs(config)
      .map(({ name }) => name)
      .filter((name) => options.trainable?.(name) !== false),
    constants,
  };
  await writeFileAtomically(join(folder, 'run.json'), `${JSON.stringify(run, null, 1)}\n`);
  return { config, data: report, totalSteps, planSha256 };
}

/** What another trainer made of a run. */
export interface PortableResult {
  /** Adapters, the moving average of them where the run has one. */
  readonly parameters: HostParameters;
  /** What the trainer says of itself: its name, updates, minutes. */
  readonly facts: Readonly<Record<string, unknown>>;
}

/**
 * Reads what another trainer made of a run.
 * @param config the base's with the mixture
 * @throws MoeError `MOE_BAD_INPUT` when the weights do not fit `config`, `MOE_CHECKPOINT_MISSING`, `MOE_CHECKPOINT_CORRUPT`
 */
export async function readPortableResult(
  folder: string,
  config: LanguageModelConfig,
): Promise<PortableResult> {
  const read = (file: string) => readExisting(join(folder, file));
  const facts = JSON.parse(
    new TextDecoder().decode(await read('result.json')),
  ) as PortableResult['facts'];
  const parameters = decodeSafetensors(await read('result.safetensors'), 'result.safetensors');
  checkWeights(trainedSpecs(config), parameters);
  return { parameters, facts };
}

function portableRow(row: PlannedRow): object {
  return {
    prefix: row[0]?.prefix?.index ?? null,
    dialect: row[0]?.dialect,
    samples: row.map(({ tokens, promptLength, prefix }) => ({
      tokens: tokens.slice(prefix?.length ?? 0),
      promptLength: promptLength - (prefix?.length ?? 0),
    })),
  };
}
