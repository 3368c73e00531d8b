import type { ExternalConstant } from '@momq/engine/safetensors';
import { sha256 } from '../../checkpoint/atomic-file.js';
import { checkWeights } from '../../checkpoint/check-weights.js';
import { MoeError } from '../../errors.js';
import type { LanguageModelConfig } from '../model/language-model-config.js';
import { initialAdapters, languageModelSpecs } from '../model/language-model-parameters.js';
import { validateLanguageModel } from '../model/validate-language-model.js';
import type { HostParameters, HostTensor } from '../../numerics/host-tensor.js';
import { paperLossWeights } from '../../losses/loss-weights.js';
import { optimizerSettings, runTraining } from '../../training/training-loop.js';
import { isTrainable } from '../../training/training-phase.js';
import type { ReportParts, TrainingTask } from '../../training/training-task.js';
import { stateName } from '../../training/train-step.js';
import { planEpoch, type PlannedStep, type PlanOptions } from './batch-plan.js';
import { checkTextOptions } from './check-text-options.js';
import { prepareSamples, type DataRules } from './prepare-samples.js';
import { textBatch, type TextBatch } from './text-batch.js';
import { TextRouting } from './text-routing.js';
import { TextStepper } from './text-stepper.js';
import type {
  LanguageModelTrainerOptions,
  LanguageModelTrainingResult,
} from './text-trainer-options.js';
import type { DataReport, TokenizedSample } from './training-sample.js';

/**
 * Trains MoMQ adapters and the norms on a frozen Hugging Face base, with L = L_LM + 0.001 · L_Bal + 0.01 · L_DR, L_LM on the
 * answers alone (arXiv 2410.18406, §4). The base's weights are mapped from their files and never copied.
 * A run with the same `stateFolder` continues where a killed one stopped, to the last bit on the CPU (without `maxMinutes`).
 *
 * @throws MoeError `MOE_BAD_CONFIG`, `MOE_BAD_INPUT`; `MOE_DATA_UNKNOWN_DIALECT`, `MOE_DATA_TOO_LONG`; `MOE_NAN_LOSS`, which
 * names the batch and its samples, after saving the last good state; `MOE_DISK_FULL`; `MOE_RUN_LOCKED`; `MOE_CHECKPOINT_CORRUPT` and
 * `MOE_CHECKPOINT_HASH_MISMATCH` for a damaged state folder
 * @example
 * ```ts
 * const base = await loadBase('Qwen/Qwen2.5-Coder-0.5B');
 * const mixture = momqMixture({ rank: 16, dialects: ['sqlite', 'cypher'], expertsPerGroup: 4 });
 * const { config, parameters } = await trainLanguageModel({
 *   base, mixture, samples, epochs: 3, batchSize: 8, maxLength: 1024, optimizer: { learningRate: 1e-4 },
 * });
 * await saveAdapters('adapters', await baseReference(base), { config, parameters, metadata: {} });
 * ```
 */
export async function trainLanguageModel(
  options: LanguageModelTrainerOptions,
): Promise<LanguageModelTrainingResult> {
  const { base, mixture, seed = 42, heldOut = [] } = options;
  const config: LanguageModelConfig = { ...base.config, mixture };
  validateLanguageModel(config);
  checkTextOptions(options);
  const rules: DataRules = {
    dialects: dialectsOf(options),
    maxLength: options.maxLength,
    vocabularySize: config.vocabularySize,
    endToken:
      options.endToken === undefined ? (base.specialTokens.eos[0] ?? null) : options.endToken,
    unknownDialect: options.unknownDialect ?? 'error',
    tooLong: options.tooLong ?? 'skip',
  };
  const { rowsPerDialect } = options;
  const limited = { ...rules, ...(rowsPerDialect === undefined ? {} : { rowsPerDialect }) };
  const data = await prepareSamples(options.samples, limited, () => base.tokenizer());
  const held =
    heldOut.length === 0
      ? []
      : (await prepareSamples(heldOut, rules, () => base.tokenizer())).samples;
  (options.onData ?? warnOfLeftOut)(data.report);

  const plan = new EpochPlans(data.samples, { ...options, seed });
  const totalSteps = options.totalSteps ?? plan.stepsOf(options.epochs ?? 0);
  const task = new TextTask({ ...options, totalSteps, seed }, config, {
    plan,
    samples: data.samples,
    held,
    report: data.report,
    constants: await base.constants(),
  });
  const { emaDecay = null } = options.optimizer;
  const result = await runTraining(task, { ...options, totalSteps, seed }, emaDecay);
  return { ...result, config, data: data.report };
}

/** The mixture's groups; without any, as for a joint LoRA, whatever dialects the samples have. */
function dialectsOf({ mixture, samples }: LanguageModelTrainerOptions): string[] {
  return mixture.groups.length > 0
    ? mixture.groups.map(({ name }) => name)
    : [...new Set(samples.map(({ dialect }) => dialect))];
}

function warnOfLeftOut({ unknownDialect, tooLong }: DataReport): void {
  for (const [what, { count, ids }] of Object.entries({
    'of an unknown dialect': unknownDialect,
    'longer than maxLength': tooLong,
  }))
    if (count > 0)
      process.emitWarning(`${count} samples ${what} are left out: ${ids.join(', ')}`, {
        code: 'MOMQ_SAMPLES_LEFT_OUT',
      });
}

/** The plans of all epochs, one at a time in memory. */
class EpochPlans {
  readonly #samples: readonly TokenizedSample[];
  readonly #options: PlanOptions;
  #last: { epoch: number; steps: PlannedStep[] } | null = null;

  constructor(
    samples: readonly TokenizedSample[],
    options: LanguageModelTrainerOptions & { seed: number },
  ) {
    this.#samples = samples;
    const { seed, batchSize, maxLength, samplingTemperature: temperature = 1 } = options;
    const { accumulationSteps = 1, bucketing = true, packing = false } = options;
    this.#options = {
      ...{ seed, temperature, batchSize, accumulationSteps, bucketing, packing, maxLength },
    };
  }

  of(epoch: number): PlannedStep[] {
    if (this.#last?.epoch !== epoch)
      this.#last = { epoch, steps: planEpoch(this.#samples, epoch, this.#options) };
    return this.#last.steps;
  }

  /** Updates of so many epochs; a fraction takes that share of one more. */
  stepsOf(epochs: number): number {
    let steps = 0;
    for (let epoch = 0; epoch < epochs; epoch += 1)
      steps += Math.ceil(this.of(epoch).length * Math.min(1, epochs - epoch));
    return steps;
  }
}

interface TextData {
  readonly plan: EpochPlans;
  readonly samples: readonly TokenizedSample[];
  readonly held: readonly TokenizedSample[];
  readonly report: DataReport;
  /** The base's weights in their files. */
  readonly constants: Readonly<Record<string, ExternalConstant>>;
}

/** A text language model in the training loop; a batch is the micro-batches of an update. */
class TextTask implements TrainingTask<readonly TextBatch[]> {
  readonly identity: object;
  readonly names: readonly string[];
  readonly trainable: readonly string[];
  readonly guarded = true;
  readonly #options: LanguageModelTrainerOptions & { readonly totalSteps: number; seed: number };
  readonly #config: LanguageModelConfig;
  readonly #data: TextData;
  readonly #stepper: TextStepper;
  readonly #constants: Record<string, ExternalConstant>;
  #routing: TextRouting | null = null;

  constructor(
    options: LanguageModelTrainerOptions & { readonly totalSteps: number; seed: number },
    config: LanguageModelConfig,
    data: TextData,
  ) {
    this.#options = options;
    this.#config = config;
    this.#data = data;
    const specs = languageModelSpecs(config).filter((spec) => isTrainable(spec, 'experts'));
    this.names = specs.map(({ name }) => name);
    this.trainable = this.names.filter((name) => options.trainable?.(name) !== false);
    if (this.trainable.length === 0)
      throw new MoeError(
        'MOE_BAD_CONFIG',
        'expected adapters or norms to train, got none; widen trainable',
      );
    const own = new Set(this.names);
    this.#constants = Object.fromEntries(
      Object.entries(data.constants)
        .filter(([name]) => !own.has(name))
        .map(([name, constant]) => [stateName.weight(name), constant]),
    );
    const { precision = 'float32', checkpointing = false, accumulationSteps = 1 } = options;
    const loss = { ...paperLossWeights, ...options.loss };
    const learning = new Set(this.trainable);
    this.#stepper = new TextStepper({
      run: {
        config,
        packed: options.packing ?? false,
        checkpointing: checkpointing ? (name) => learning.has(name) : null,
      },
      settings: {
        trainable: this.trainable,
        frozen: [
          ...this.names.filter((name) => !learning.has(name)),
          ...options.base.weightNames().filter((name) => !own.has(name)),
        ],
        optimizer: optimizerSettings(options),
        guarded: true,
        lossScaling: precision === 'float16',
      },
      loss,
      accumulates: accumulationSteps > 1,
      pooled:
        options.balanceOver !== 'micro-batch' &&
        loss.balance > 0 &&
        config.mixture!.groups.length > 0,
      jit: {
        constants: this.#constants,
        precision,
        spinning: options.threads !== 1,
        ...(options.threads === undefined ? {} : { threads: options.threads }),
        ...(options.device === undefined ? {} : { device: options.device }),
        ...(options.cacheFolder === undefined ? {} : { cacheFolder: options.cacheFolder }),
      },
    });
    const { batchSize, maxLength, epochs, packing, bucketing } = options;
    this.identity = {
      ...{ config, seed: options.seed, trainable: this.trainable, precision },
      average: options.optimizer.emaDecay != null,
      batching: { batchSize, accumulationSteps, maxLength, epochs, packing, bucketing },
      temperature: options.samplingTemperature ?? 1,
      data: sha256(JSON.stringify(data.samples)),
      base: options.base.id,
    };
  }

  async initialParameters(): Promise<HostParameters> {
    const { base, parameters, seed } = this.#options;
    const adapters = initialAdapters(this.#config, seed);
    const norms = await base.parameters(this.names.filter((name) => !(name in adapters)));
    const all = { ...adapters, ...norms, ...parameters };
    const specs = languageModelSpecs(this.#config).filter((spec) => isTrainable(spec, 'experts'));
    checkWeights(specs, all);
    return Object.fromEntries(this.names.map((name) => [name, all[name] as HostTensor]));
  }

  prepareState(state: Parameters<TextStepper['prepareState']>[0]): void {
    this.#stepper.prepareState(state);
  }

  isTransient(name: string): boolean {
    return this.#stepper.isTransient(name);
  }

  async *batches(startStep: number): AsyncGenerator<readonly TextBatch[]> {
    const { totalSteps } = this.#options;
    let step = 0;
    for (let epoch = 0; step < totalSteps; epoch += 1) {
      const steps = this.#data.plan.of(epoch);
      for (const planned of steps) {
        if (step >= totalSteps) return;
        step += 1;
        if (step > startStep) yield await Promise.resolve(this.#batch(planned));
      }
    }
  }

  #batch(planned: PlannedStep): TextBatch[] {
    const { batchSize, maxLength, packing: packed = false } = this.#options;
    const { routing, groups } = this.#config.mixture!;
    const scope = this.#options.groupScope ?? (routing === 'dialect' ? 'own' : 'all');
    const shape = { batchSize, maxLength, packed, scope, numGroups: groups.length };
    return planned.map((rows) => textBatch(rows, shape));
  }

  step(...given: Parameters<TextStepper['step']>): ReturnType<TextStepper['step']> {
    return this.#stepper.step(...given);
  }

  sizeOf(batches: readonly TextBatch[]) {
    return {
      samples: batches.reduce((sum, { ids }) => sum + ids.length, 0),
      positions: batches.reduce((sum, { positions }) => sum + positions, 0),
    };
  }

  idsOf(batches: readonly TextBatch[]): readonly string[] {
    return batches.flatMap(({ ids }) => ids);
  }

  async reportParts(parameters: HostParameters): Promise<Partial<ReportParts>> {
    const { base, threads, maxLength, batchSize, accumulationSteps = 1 } = this.#options;
    const { used, tooLong, unknownDialect } = this.#data.report;
    const facts = {
      base: base.id,
      samples: Object.entries(used)
        .map(([name, count]) => `${name} ${count}`)
        .join(', '),
      'left out': `${tooLong.count} longer than ${maxLength} tokens, ${unknownDialect.count} of an unknown dialect`,
      'rows of an update': `${batchSize} × ${accumulationSteps}`,
      'learning rate': String(this.#options.optimizer.learningRate),
      seed: String(this.#options.seed),
    };
    if (this.#data.held.length === 0) return { facts };
    this.#routing ??= new TextRouting(this.#config, this.#constants, {
      maxLength,
      ...(threads === undefined ? {} : { threads }),
    });
    const text = this.#options.heldOut?.some(({ prompt }) => typeof prompt === 'string');
    const tokenizer = text === true ? await base.tokenizer() : null;
    return { facts, ...(await this.#routing.reportParts(parameters, this.#data.held, tokenizer)) };
  }

  async dispose(): Promise<void> {
    await Promise.all([this.#stepper.dispose(), this.#routing?.dispose()]);
  }
}
