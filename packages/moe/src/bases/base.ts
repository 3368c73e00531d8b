import type { ExternalConstant } from '@momq/engine/safetensors';
import type { LanguageModelConfig } from '../text/model/language-model-config.js';
import type { HostParameters } from '../numerics/host-tensor.js';
import type { TextTokenizer } from '../tokenizer/text-tokenizer.js';
import type { SpecialTokens } from './special-tokens.js';

/** A pretrained decoder from a Hugging Face folder or a GGUF file. Opening one reads headers only; weights come when asked for. */
export interface Base {
  /** What it is called: `org/name` on the Hub, else the name it was asked for by, or its folder's or file's. */
  readonly id: string;
  /** Commit on the Hub, null for a local folder or file. */
  readonly revision: string | null;
  /** Absolute path of the folder with its files. */
  readonly folder: string;
  /** The config of the bare base; put a mixture into it to adapt it. */
  readonly config: LanguageModelConfig;
  /** Token ids with a meaning. */
  readonly specialTokens: SpecialTokens;
  /** How a chat is written as a prompt, as a Jinja template, or null when the base does not say. */
  readonly chatTemplate: string | null;
  /** Names of the weights, Hugging Face's without `model.`. */
  weightNames(): string[];
  /** Shape of a weight. @throws MoeError `MOE_MISSING_PARAMETER` */
  shapeOf(name: string): readonly number[];
  /**
   * Reads weights into memory as float32 (float16 and bfloat16 are widened, blocks of a GGUF file dequantised exactly), for training
   * or eager runs.
   * @param names default: all
   */
  parameters(names?: readonly string[]): Promise<HostParameters>;
  /**
   * The weights as references into files, for inference: `jit(fn, { constants: await base.constants() })`. ONNX Runtime maps
   * the files into memory. Weights that a GGUF file holds in blocks are first written out as float32, tensor by tensor, to a file of
   * the cache folder, once: four bytes a weight on the disk. (`createTextGenerator` with a quantisation does without.)
   * @param names default: all
   * @throws MoeError `MOE_MISSING_PARAMETER`, `MOE_DISK_FULL`
   */
  constants(names?: readonly string[]): Promise<Record<string, ExternalConstant>>;
  /** A text that changes when the weights' files do: where they lie, how long they are, when they were written. */
  fingerprint(): Promise<string>;
  /** The base's tokenizer. @throws MoeError `MOE_BASE_MISSING` without one, `MOE_TOKENIZER_UNSUPPORTED` */
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
