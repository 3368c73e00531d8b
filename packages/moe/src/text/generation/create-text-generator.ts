import { MoeError } from '../../errors.js';
import { validateLanguageModel } from '../model/validate-language-model.js';
import type { LanguageModelConfig } from '../model/language-model-config.js';
import { BatchScheduler } from './batch-scheduler.js';
import { BeamJob } from './beam-job.js';
import { LaneBook } from './lane-book.js';
import type { RequestContext } from './prepared-prompt.js';
import { prepareRequest } from './prepared-request.js';
import { PrefixCache, prefixCacheOptions } from './prefix/prefix-cache.js';
import { PrefixKeys } from './prefix/prefix-keys.js';
import { PrefixReader } from './prefix/prefix-reader.js';
import { prepareScore } from './scoring/prepared-score.js';
import { ScoreJob } from './scoring/score-job.js';
import { SequenceJob } from './sequence-job.js';
import { StepRunner } from './step-runner.js';
import { streamTokens } from './stream-tokens.js';
import type {
  GenerateRequest,
  GenerationResult,
  GeneratedAnswer,
  ScoreRequest,
  ScoreResult,
  TextGenerator,
  TextGeneratorOptions,
  TextModel,
} from './text-generator-types.js';
import { textWeights } from './text-weights.js';

/** Context of a generator that names none: longer ones take memory that few answers need. */
const DEFAULT_CONTEXT = 2048;

/**
 * A generator of text: greedy, sampling and beam search with a key-value cache, requests of different dialects in one batch.
 *
 * It compiles graphs when sizes first come up: the first answers take longer.
 *
 * @throws MoeError `MOE_BAD_CONFIG` for routers that read a whole sequence, and options out of range; `MOE_MISSING_PARAMETER`
 * @example
 * ```ts
 * const generator = await createTextGenerator({ config, parameters, base }, { quantization: 'int4' });
 * const { answers } = await generator.generate({ prompt: 'SELECT', dialect: 'sqlite', maxNewTokens: 32 });
 * ```
 */
export async function createTextGenerator(
  model: TextModel,
  options: TextGeneratorOptions = {},
): Promise<TextGenerator> {
  const { config, base } = model;
  const { routing = 'soft', quantization = 'none', device, threads } = options;
  validateLanguageModel(config);
  requireStepwise(config);
  const sizes = checkOptions(config, options);
  const weights = await textWeights(model, options);
  const tokenizer =
    model.tokenizer === undefined ? ((await base?.tokenizer()) ?? null) : model.tokenizer;
  const runner = new StepRunner(weights, {
    quantized: quantization !== 'none',
    maxGraphs: sizes.maxGraphs,
    ...(device !== undefined && { device }),
    ...(threads !== undefined && { threads }),
  });
  const lanes = new LaneBook(weights, routing);
  const prefixes = new PrefixReader(
    runner,
    lanes,
    new PrefixKeys(weights.identity ?? '', lanes),
    new PrefixCache(config.decoder, prefixCacheOptions(options, weights.identity !== null)),
  );
  const scheduler = new BatchScheduler({ runner, lanes, prefixes }, sizes);
  const context: RequestContext = {
    ...sizes,
    tokenizer,
    vocabularySize: config.vocabularySize,
    groups: config.mixture?.groups.map(({ name }) => name) ?? [],
    routing,
    withoutAdapters: config.mixture === null ? null : weights.afterPrefix ? false : undefined,
    endTokens: base?.specialTokens.eos ?? [],
  };

  async function generate(request: GenerateRequest): Promise<GenerationResult> {
    const prepared = prepareRequest(request, context);
    const answers = await new Promise<readonly GeneratedAnswer[]>((resolve, reject) => {
      const settle = (found: readonly GeneratedAnswer[], error?: unknown): void => {
        if (error === undefined) resolve(found);
        else reject(error as Error);
      };
      const { strategy } = prepared;
      scheduler.submit(
        strategy.kind === 'beam'
          ? new BeamJob(prepared, strategy, settle)
          : new SequenceJob(prepared, settle),
      );
    });
    return { answers, promptTokens: prepared.prefix.length + prepared.prompt.length };
  }

  async function score(request: ScoreRequest): Promise<ScoreResult> {
    const prepared = prepareScore(request, context);
    const { continuations, prefix, prompt } = prepared;
    const logProbsOf = await new Promise<readonly (readonly number[])[]>((resolve, reject) => {
      scheduler.submit(
        new ScoreJob(prepared, (found, error) => {
          if (error === undefined) resolve(found);
          else reject(error as Error);
        }),
      );
    });
    const scores = logProbsOf.map((logProbs, i) => {
      const logProb = logProbs.reduce((sum, each) => sum + each, 0);
      const tokens = continuations[i] as readonly number[];
      return { tokens, logProbs, logProb, meanLogProb: logProb / tokens.length };
    });
    return { scores, promptTokens: prefix.length + prompt.length };
  }

  return {
    generate,
    score,
    stream: (request) => streamTokens(generate, request),
    load: () => scheduler.load(),
    async dispose() {
      await scheduler.close();
      await prefixes.close();
      await runner.dispose();
    },
  };
}

/** Sizes of a generator, defaults filled in. */
function checkOptions(
  { maxPositions, decoder: { ropeScaling } }: LanguageModelConfig,
  options: TextGeneratorOptions,
): { contextLength: number; maxBatch: number; maxGraphs: number } {
  // beyond it `dynamic` scaling turns keys anew with every token, and cached ones would be wrong
  const limit =
    ropeScaling?.kind === 'dynamic'
      ? Math.min(maxPositions, ropeScaling.maxPositions)
      : maxPositions;
  const sizes = {
    contextLength: options.contextLength ?? Math.min(limit, DEFAULT_CONTEXT),
    maxBatch: options.maxBatch ?? 16,
    maxGraphs: options.maxGraphs ?? 8,
  };
  for (const [name, value] of Object.entries(sizes))
    if (!Number.isInteger(value) || value < 1)
      throw new MoeError(
        'MOE_BAD_CONFIG',
        `expected ${name} as an integer of at least 1, got ${value}; leave it out for the default`,
      );
  if (sizes.contextLength > limit)
    throw new MoeError(
      'MOE_BAD_CONFIG',
      `expected a contextLength of at most ${limit}, which the base was made for, got ${sizes.contextLength}; lower it`,
    );
  const choices = { quantization: ['int4', 'int8', 'none'], routing: ['soft', 'known'] } as const;
  for (const name of ['quantization', 'routing'] as const) {
    const value = options[name];
    if (value !== undefined && !(choices[name] as readonly string[]).includes(value))
      throw new MoeError(
        'MOE_BAD_CONFIG',
        `expected ${name} ${choices[name].join(', ')}, got ${String(value)}; use one of them`,
      );
  }
  return sizes;
}

/** Routers that read a whole sequence, or a second pass over it, cannot decide step by step. */
function requireStepwise({ mixture }: LanguageModelConfig): void {
  const stepwise =
    mixture === null ||
    (mixture.routing !== 'sentence' &&
      mixture.routing !== 'two-pass' &&
      mixture.hardDialectRouter !== true);
  if (stepwise) return;
  throw new MoeError(
    'MOE_BAD_CONFIG',
    'expected a mixture that decides token by token, got sentence or two-pass routing, or a hard dialect router; score whole sequences with it instead',
  );
}
