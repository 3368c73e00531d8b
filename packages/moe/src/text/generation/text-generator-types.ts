import type { DeviceName } from '@momq/engine';
import type { Base } from '../../bases/base.js';
import type { TokenConstraint } from '../../generation/token-constraint.js';
import type { LanguageModelConfig } from '../model/language-model-config.js';
import type { HostParameters } from '../../numerics/host-tensor.js';
import type { TextTokenizer } from '../../tokenizer/text-tokenizer.js';
import type { PrefixCacheOptions } from './prefix/prefix-cache.js';
import type { PrefixProgress } from './prefix/shared-prefix.js';

/** A language model to generate with: a base and, beside it, the adapters. */
export interface TextModel {
  /** The config of the whole model: the base's with its `mixture`. */
  readonly config: LanguageModelConfig;
  /** Weights in memory: adapters and trained norms beside `base`, which they override; without `base` all weights. */
  readonly parameters?: HostParameters;
  /** Where the other weights come from, as `loadBase` gives it. */
  readonly base?: Pick<
    Base,
    | 'constants'
    | 'fingerprint'
    | 'parameters'
    | 'shapeOf'
    | 'specialTokens'
    | 'tokenizer'
    | 'weightNames'
  >;
  /** Needed for prompts, results and stop sequences as text; null: token ids only. Default: the base's. */
  readonly tokenizer?: TextTokenizer | null;
}

/** Options of `createTextGenerator`. */
export interface TextGeneratorOptions {
  /**
   * Storage of the base's matrices: `int8` blocks of 64 with a float32 scale, `int4` blocks of 32 with a scale and a zero point, where
   * the tables of the vocabulary keep 8 bits, or as they are. Adapters that always act are folded in before, unless they act after a
   * prefix; experts, routers, norms and biases stay float32. Default `none`.
   */
  readonly quantization?: 'int4' | 'int8' | 'none';
  /**
   * `soft` (default): the routers decide among all groups, or the one a request names. `known`: every request names its dialect,
   * and only that group's weights enter its computation, so that installing another pack cannot change an answer by a bit.
   */
  readonly routing?: 'soft' | 'known';
  /** Longest prompt and answer together, in tokens. Default: the base's limit, at most 2,048. */
  readonly contextLength?: number;
  /** Rows decoded at once: a greedy request takes one, a beam search one per beam. Default 16. */
  readonly maxBatch?: number;
  /** Where a quantised base is kept for the next time. Default: `quantized` in the environment's `MOMQ_CACHE_DIR`, else in `~/.cache/momq`. */
  readonly cacheFolder?: string;
  /** Device of the engine. Default `cpu`. */
  readonly device?: DeviceName;
  /** Threads inside one operator. Default: all cores. */
  readonly threads?: number;
  /** Where keys and values of prefixes are kept, and how many; the answers are the same to the bit whatever is kept. */
  readonly prefixCache?: PrefixCacheOptions;
  /**
   * Compiled kinds and sizes of passes kept in memory, each with its own copy of a quantised base laid out for the kernels: with fewer
   * of them some are compiled again and again. Default 8: a question on one database needs up to 6.
   */
  readonly maxGraphs?: number;
}

/** The most likely token every time. */
export interface GreedyStrategy {
  readonly kind: 'greedy';
}

/** Draws each token. Filters apply in the order temperature, top-k, top-p. */
export interface SamplingStrategy {
  readonly kind: 'sampling';
  /** Divides the logits; above 0. Default 1. */
  readonly temperature?: number;
  /** Draws from the k most likely tokens. Default: all. */
  readonly topK?: number;
  /** Draws from the fewest tokens that together have this probability; in (0, 1]. Default 1. */
  readonly topP?: number;
  /** The same seed gives the same answers, whatever else runs. Default 0. */
  readonly seed?: number;
}

/** Keeps the best partial answers. */
export interface BeamStrategy {
  readonly kind: 'beam';
  /** Beams kept. Default 4. */
  readonly beams?: number;
  /** Answers are ranked by log-probability / length ^ penalty: 0 prefers short ones. Default 1. */
  readonly lengthPenalty?: number;
  /**
   * Answers that are less likely than the likeliest by more than this, in natural logarithms, are given up while they are written;
   * above 0. 7 leaves those with a thousandth of its probability. Default: none are.
   */
  readonly margin?: number;
}

/** What a request may name. */
export type Strategy = GreedyStrategy | SamplingStrategy | BeamStrategy;

/** What one mixture layer decided for one token. */
export interface LayerTrace {
  /** Probability of each group that could act, by name: 1 for the only one, empty for several without a dialect router. */
  readonly dialects: Readonly<Record<string, number>>;
  /** Weights of each group's experts, 0 for those that did not act. */
  readonly experts: Readonly<Record<string, readonly number[]>>;
}

/** One generated token. */
export interface TokenEvent {
  readonly token: number;
  /** Text that became certain with it; empty while a character or a possible stop sequence is incomplete. */
  readonly text: string;
  /** Natural log of the model's probability, before temperature, filters and constraint. */
  readonly logProb: number;
  /** With `trace`: each mixture layer, in order, at the pass that read the token before. */
  readonly trace?: readonly LayerTrace[];
}

/** What a model reads before it answers or scores. */
export interface PromptRequest {
  /**
   * What the prompt begins with and shares with other requests, as text with the tokenizer's special tokens or as token ids. Its keys
   * and values are computed once and kept (`prefixCache`), and requests that run together read the same ones. Text is cut into tokens
   * on its own, so let it end where no token goes on, such as before a special token.
   */
  readonly prefix?: string | readonly number[];
  /**
   * False for a prefix that hardly a later program will begin with, such as a schema that was cut for one question: it is then kept in
   * memory alone, and no other has to leave the folder for it. Default true.
   */
  readonly keepPrefixOnDisk?: boolean;
  /** The prompt as text; without `prefix` with the tokenizer's special tokens. Either this or `tokens`. */
  readonly prompt?: string;
  /** The prompt as token ids. */
  readonly tokens?: readonly number[];
  /** Group that answers. Needed for `routing: 'known'`; default otherwise: the router decides. */
  readonly dialect?: string;
  /**
   * False: the base answers as it was before it was adapted, which needs `activation: 'after-prefix'` or a model without a mixture.
   * Such requests are decoded in passes of their own. Default true.
   */
  readonly adapters?: boolean;
  /** Called while the prefix is read for the first time, beginning with nothing read; not when it was kept. */
  readonly onPrefix?: (progress: PrefixProgress) => void;
  readonly signal?: AbortSignal;
}

/** What to generate. */
export interface GenerateRequest extends PromptRequest {
  /** Most tokens of an answer. Default: what the context has room for. */
  readonly maxNewTokens?: number;
  /** Default greedy. */
  readonly strategy?: Strategy;
  /** Number of answers: of the beams the best, of sampling so many draws. Default 1. */
  readonly n?: number;
  readonly stop?: {
    /** Token ids that end an answer. Default: the base's end tokens. */
    readonly tokens?: readonly number[];
    /** Texts that end an answer, also across token borders; they are not part of its text. */
    readonly sequences?: readonly string[];
  };
  /** Which tokens may come next, and where a stop token may. */
  readonly constraint?: TokenConstraint;
  /** Report what the routers decided for every token. Default false. */
  readonly trace?: boolean;
  /** Called for every token of the first answer; not for beam search, which knows its tokens only at the end. */
  readonly onToken?: (event: TokenEvent) => void;
}

/** Why an answer ended: a stop token, a stop sequence, or its length. */
export type FinishReason = 'stop-token' | 'stop-sequence' | 'length';

/** One answer. */
export interface GeneratedAnswer {
  /** Generated ids, the stop token included. */
  readonly tokens: readonly number[];
  /** Their text up to the stop sequence, or null without a tokenizer. */
  readonly text: string | null;
  /** Sum of the log-probabilities of `tokens`. */
  readonly logProb: number;
  /** Log-probability of each token. */
  readonly logProbs: readonly number[];
  /** `logProb / length ^ lengthPenalty` for beams, else `logProb`. */
  readonly score: number;
  readonly finishReason: FinishReason;
  /** With `trace`: the mixture layers at each token. */
  readonly trace?: readonly (readonly LayerTrace[])[];
}

/** Answers to one request. */
export interface GenerationResult {
  /** Best score first; draws in the order of their seeds. */
  readonly answers: readonly GeneratedAnswer[];
  /** Length of the prompt, prefix included. */
  readonly promptTokens: number;
}

/** What to score. */
export interface ScoreRequest extends PromptRequest {
  /** What could follow the prompt, at least one: texts, cut into tokens on their own and without special tokens around them, or token ids. */
  readonly continuations: readonly (string | readonly number[])[];
}

/** How likely a continuation is after the prompt. */
export interface ContinuationScore {
  /** Its token ids. */
  readonly tokens: readonly number[];
  /** Natural log of the model's probability of each token after the prompt and those before it. */
  readonly logProbs: readonly number[];
  /** Their sum. */
  readonly logProb: number;
  /** Their mean, which compares continuations of different lengths. */
  readonly meanLogProb: number;
}

/** Scores of one request. */
export interface ScoreResult {
  /** In the order of the continuations. */
  readonly scores: readonly ContinuationScore[];
  /** Length of the prompt, prefix included. */
  readonly promptTokens: number;
}

/** Generates text. Requests run together in one batch, whatever their dialects. */
export interface TextGenerator {
  /**
   * Answers one request; call it again meanwhile and the requests share their passes.
   * @throws MoeError `MOE_BAD_INPUT`, `MOE_PROMPT_TOO_LONG`, `MOE_UNKNOWN_GROUP`, `MOE_NOTHING_ALLOWED`, `MOE_ABORTED`, `MOE_DISPOSED`
   */
  generate(request: GenerateRequest): Promise<GenerationResult>;
  /** The tokens of one answer as they come; the generator's return value is the result. Leaving the loop cancels the request. */
  stream(request: GenerateRequest): AsyncGenerator<TokenEvent, GenerationResult, void>;
  /**
   * How likely each continuation is after the prompt; nothing is generated. An end token counts only where a continuation holds it.
   * @throws MoeError `MOE_BAD_INPUT`, `MOE_PROMPT_TOO_LONG`, `MOE_UNKNOWN_GROUP`, `MOE_ABORTED`, `MOE_DISPOSED`
   */
  score(request: ScoreRequest): Promise<ScoreResult>;
  /** Requests that wait, and rows in use. */
  load(): { readonly waiting: number; readonly rows: number };
  /** Ends open requests with `MOE_DISPOSED` and frees the graphs. */
  dispose(): Promise<void>;
}
