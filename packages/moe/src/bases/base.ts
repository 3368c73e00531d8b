import type { ExternalConstant } from '@momq/engine/safetensors';
import type { LanguageModelConfig } from '../text/model/language-model-config.js';
import type { HostParameters } from '../numerics/host-tensor.js';
import type { TextTokenizer } from '../tokenizer/text-tokenizer.js';
import type { SpecialTokens } from './special-tokens.js';

/** A pretrained decoder from a Hugging Face folder. Opening one reads headers only; weights come when asked for. */
export interface Base {
  /** What it is called: `org/name` on the Hub, else the folder's name. */
  readonly id: string;
  /** Commit on the Hub, null for a local folder. */
  readonly revision: string | null;
  /** Absolute path of the folder with its files. */
  readonly folder: string;
  /** The config of the bare base; put a mixture into it to adapt it. */
  readonly config: LanguageModelConfig;
  /** Token ids with a meaning. */
  readonly specialTokens: SpecialTokens;
  /** Names of the weights, Hugging Face's without `model.`. */
  weightNames(): string[];
  /**
   * Reads weights into memory as float32 (float16 and bfloat16 are widened exactly), for training or eager runs.
   * @param names default: all
   */
  parameters(names?: readonly string[]): Promise<HostParameters>;
  /**
   * The weights as references into the files, for inference: `jit(fn, { constants: base.constants() })`. ONNX Runtime maps
   * the files into memory, and no weight passes through JavaScript.
   */
  constants(): Record<string, ExternalConstant>;
  /** The base's tokenizer. @throws MoeError `MOE_BASE_MISSING` without `tokenizer.json`, `MOE_TOKENIZER_UNSUPPORTED` */
  tokenizer(): Promise<TextTokenizer>;
  /** SHA-256 that identifies the weights: of one file its own, of shards that of their sorted digests. Reads local files whole once. */
  weightsSha256(): Promise<string>;
}

/** Which base adapters belong to; part of a checkpoint's manifest. JSON-serialisable. */
export interface BaseReference {
  readonly id: string;
  readonly revision: string | null;
  /** As `Base.weightsSha256`. */
  readonly weightsSha256: string;
}
