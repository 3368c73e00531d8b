import { ConfigError, type QueryModel } from '@momq/core';
import { loadBase, type Base } from '@momq/moe/bases';
import { createTextGenerator, type TextGeneratorOptions } from '@momq/moe/text';
import { TextQueryModel } from './text-query-model.js';

/** Longest prompt and query together when nothing else is asked for, in tokens. */
const CONTEXT_LENGTH = 4096;

/** Which language model answers, and how it runs. */
export interface TextModelOptions extends Pick<
  TextGeneratorOptions,
  'quantization' | 'threads' | 'device' | 'cacheFolder'
> {
  /** A folder, a GGUF file, the name of a model as `loadBase` of `@momq/moe/bases` takes it, or a base that is open. */
  readonly base: string | Base;
  /** Longest prompt and query together, in tokens. Default: the base's limit, at most 4,096. */
  readonly contextLength?: number;
  /** Longest query, in tokens. Default 256. */
  readonly maxQueryTokens?: number;
  /** True shows a bar on standard error while a model of the Hub is downloaded. Default false. */
  readonly progress?: boolean;
  /** Queries proposed for a question; above 1 by beam search. Default 1, which is greedy. */
  readonly candidates?: number;
}

/**
 * A language model that writes queries, for `createMoMQ({ model: textModel({ base }) })`. Matrices are stored in `int8` unless
 * `quantization` says otherwise.
 *
 * The bare base answers: there are no experts for language models yet, nothing keeps it from names that the schema does not have
 * (a query that does not run is repaired once, with the engine's message), and each question pays for its whole prompt.
 *
 * @returns a function that loads the model; its model's `generate` rejects with MoeError `MOE_PROMPT_TOO_LONG` when the schema does not
 *   fit into the context
 * @throws `ConfigError` from the returned function for numbers out of range; MoeError `MOE_BASE_MISSING` and others of `loadBase`
 * @example
 * ```ts
 * const momq = createMoMQ({ dialects: [sqlite()], model: textModel({ base: 'qwen2.5-coder-0.5b' }) });
 * ```
 */
export function textModel(options: TextModelOptions): () => Promise<QueryModel> {
  return async () => {
    const { candidates = 1, maxQueryTokens = 256, quantization = 'int8' } = options;
    requireCount('candidates', candidates);
    requireCount('maxQueryTokens', maxQueryTokens);
    const base =
      typeof options.base === 'string'
        ? await loadBase(options.base, { progress: options.progress ?? false })
        : options.base;
    const tokenizer = await base.tokenizer();
    const { threads, device, cacheFolder } = options;
    const generator = await createTextGenerator(
      { config: base.config, base, tokenizer },
      {
        quantization,
        contextLength: options.contextLength ?? Math.min(base.config.maxPositions, CONTEXT_LENGTH),
        maxBatch: Math.max(4, candidates),
        ...(threads !== undefined && { threads }),
        ...(device !== undefined && { device }),
        ...(cacheFolder !== undefined && { cacheFolder }),
      },
    );
    return new TextQueryModel({ base, tokenizer, generator, candidates, maxQueryTokens });
  };
}

function requireCount(name: string, value: number): void {
  if (Number.isInteger(value) && value >= 1) return;
  throw new ConfigError(
    `textModel: expected ${name} as an integer of at least 1, got ${value}. Leave it out for the default.`,
  );
}
