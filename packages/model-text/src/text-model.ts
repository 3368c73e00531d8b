import { ConfigError } from '@momq/core';
import { loadBase, type Base } from '@momq/moe/bases';
import { createTextGenerator, type TextGeneratorOptions } from '@momq/moe/text';
import { loadExperts } from './experts.js';
import { TextQueryModel, type ScoringModel } from './text-query-model.js';

/** Longest prompt and query together when nothing else is asked for, in tokens. */
const CONTEXT_LENGTH = 4096;
/** Longest schema that is told whole when nothing else is asked for, in tokens: some 60 tables of ten columns. */
const SCHEMA_TOKENS = 2048;

/** Queries that are scored at once. */
const MAX_BATCH = 16;

/** Which language model answers, and how it runs. */
export interface TextModelOptions extends Pick<
  TextGeneratorOptions,
  'quantization' | 'threads' | 'device' | 'cacheFolder'
> {
  /** A folder, a GGUF file, the name of a model as `loadBase` of `@momq/moe/bases` takes it, or a base that is open. */
  readonly base: string | Base;
  /**
   * Experts that were trained on the base: a package, such as `@momq/experts-qwen2.5-coder-0.5b`, or a folder that `momq train text`
   * wrote. Default: none, the bare base answers.
   */
  readonly experts?: string;
  /** Longest prompt and query together, in tokens. Default: the base's limit, at most 4,096. */
  readonly contextLength?: number;
  /**
   * Longest schema that is told whole, in tokens with what is taught of it; of a longer one the tables are told that the question is
   * about, which is another prompt for every question. Default 2,048.
   */
  readonly schemaTokens?: number;
  /** Longest query, in tokens. Default 256. */
  readonly maxQueryTokens?: number;
  /** True shows a bar on standard error while a model of the Hub is downloaded. Default false. */
  readonly progress?: boolean;
  /** Queries proposed for a question at most; above 1 by beam search, which gives up what is hardly likely. Default 1, which is greedy. */
  readonly candidates?: number;
  /**
   * Whether several candidates vote: all are run, and the rows that the most of them give, weighted by probability, are the answer.
   * With false the likeliest that has rows is. Default true.
   */
  readonly vote?: boolean;
  /** Above 0: several candidates are drawn at this temperature instead of searched as beams. Default: beams. */
  readonly temperature?: number;
  /** How often it is asked again, with the engine's message, when nothing that it wrote runs; 0 to 3. Default 1. */
  readonly repairs?: number;
  /**
   * False lets the model write anything, as without a pack's grammar. Default true: names that the schema does not have, functions
   * of other dialects and statements that do more than read cannot be written.
   */
  readonly constrained?: boolean;
  /**
   * Who chooses the experts of a question: the `dialect` of its database (default), or the `routers` among all groups, as where the
   * paper compares methods.
   */
  readonly routing?: 'dialect' | 'routers';
}

/**
 * A language model that writes queries, for `createMoMQ({ model: textModel({ base }) })`. Matrices are stored in `int8` unless
 * `quantization` says otherwise.
 *
 * With `experts` those of the database's dialect write along; without them, or where they have none for it, the bare base answers
 * and says so. What is written keeps to names of the schema; a query that does not run is repaired once, with the engine's message.
 *
 * @returns a function that loads the model; its model's `generate` rejects with MoeError `MOE_PROMPT_TOO_LONG` when not even
 *   the one table that fits the question best has room in the context
 * @throws `ConfigError` from the returned function for numbers out of range; MoeError `MOE_BASE_MISSING` and others of `loadBase`
 * @example
 * ```ts
 * const momq = createMoMQ({ dialects: [sqlite()], model: textModel({ base: 'qwen2.5-coder-0.5b' }) });
 * ```
 */
export function textModel(options: TextModelOptions): () => Promise<ScoringModel> {
  return async () => {
    const { candidates = 1, maxQueryTokens = 256, quantization = 'int8' } = options;
    const { schemaTokens = SCHEMA_TOKENS } = options;
    requireCount('candidates', candidates);
    requireCount('maxQueryTokens', maxQueryTokens);
    const { repairs = 1 } = options;
    requireRepairs(repairs);
    requireTemperature(options.temperature);
    requireCount('schemaTokens', schemaTokens);
    const base =
      typeof options.base === 'string'
        ? await loadBase(options.base, { progress: options.progress ?? false })
        : options.base;
    const tokenizer = await base.tokenizer();
    const experts = options.experts === undefined ? null : await loadExperts(options.experts, base);
    const { threads, device, cacheFolder, constrained = true, vote = true, temperature } = options;
    const contextLength =
      options.contextLength ?? Math.min(base.config.maxPositions, CONTEXT_LENGTH);
    const generator = await createTextGenerator(
      {
        ...{ config: experts?.config ?? base.config, base, tokenizer },
        ...(experts !== null && { parameters: experts.parameters }),
      },
      {
        quantization,
        contextLength,
        maxBatch: Math.max(MAX_BATCH, candidates),
        ...(threads !== undefined && { threads }),
        ...(device !== undefined && { device }),
        ...(cacheFolder !== undefined && { cacheFolder }),
      },
    );
    return new TextQueryModel({
      base,
      tokenizer,
      generator,
      candidates,
      maxQueryTokens,
      contextLength,
      schemaTokens,
      constrained,
      routed: options.routing === 'routers',
      ...(experts !== null && {
        groups: experts.config.mixture?.groups.map(({ name }) => name) ?? [],
        hasBareBase: experts.config.mixture?.activation === 'after-prefix',
        weightsHash: experts.weightsHash,
      }),
      vote,
      repairs,
      ...(temperature !== undefined && { temperature }),
    });
  };
}

function requireCount(name: string, value: number): void {
  if (Number.isInteger(value) && value >= 1) return;
  throw new ConfigError(
    `textModel: expected ${name} as an integer of at least 1, got ${value}. Leave it out for the default.`,
  );
}

/** Most repairs: each is another generation. */
const MAX_REPAIRS = 3;

function requireRepairs(repairs: number): void {
  if (Number.isInteger(repairs) && repairs >= 0 && repairs <= MAX_REPAIRS) return;
  throw new ConfigError(
    `textModel: expected repairs as an integer from 0 to ${MAX_REPAIRS}, got ${repairs}. Leave it out for one.`,
  );
}

function requireTemperature(temperature: number | undefined): void {
  if (temperature === undefined || (Number.isFinite(temperature) && temperature > 0)) return;
  throw new ConfigError(
    `textModel: expected temperature as a number above 0, got ${temperature}. Leave it out for beams.`,
  );
}
