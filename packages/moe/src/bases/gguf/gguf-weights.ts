import type { ExternalConstant } from '@momq/engine/safetensors';
import { createHash } from 'node:crypto';
import { open } from 'node:fs/promises';
import { cachedTensors } from '../../checkpoint/cached-tensors.js';
import { cacheRoot } from '../../checkpoint/cache-root.js';
import { MoeError } from '../../errors.js';
import { floatTensor, type HostParameters } from '../../numerics/host-tensor.js';
import type { LanguageModelConfig } from '../../text/model/language-model-config.js';
import { baseSpecs } from '../../text/model/language-model-parameters.js';
import type { BaseWeights } from '../base-weights.js';
import { corruptBase, unsupported } from '../config-fields.js';
import { filesFingerprint } from '../files-fingerprint.js';
import { ggufArchitecture, ggufConfig } from './gguf-config.js';
import type { GgufFile } from './gguf-file.js';
import type { GgufTensor } from './gguf-header.js';
import { GgufMetadata } from './gguf-metadata.js';
import { weightName } from './tensor-names.js';
import { unpermute } from './unpermute.js';

/** Raised when the layout of the dequantised file changes. */
const VERSION = 1;
const EMBEDDING = 'embed_tokens.weight';
const HEAD = 'lm_head.weight';
/** Factors of rotary frequencies, which are part of the config. */
const ROPE_FACTORS = 'rope_freqs.weight';
/** Formats that ONNX Runtime reads as they are, with the bytes of an element. */
const mappable = {
  F32: { dtype: 'float32', bytes: 4 },
  F16: { dtype: 'float16', bytes: 2 },
  BF16: { dtype: 'bfloat16', bytes: 2 },
} as const;

/** The weights of a GGUF file, under the names and in the order of rows that Hugging Face has. */
export class GgufWeights implements BaseWeights {
  readonly config: LanguageModelConfig;
  readonly #file: GgufFile;
  readonly #tensors: ReadonlyMap<string, GgufTensor>;
  /** Whether the rows of queries and keys lie in llama.cpp's order. */
  readonly #permuted: boolean;
  readonly #cacheFolder: string;

  private constructor(
    file: GgufFile,
    fields: {
      config: LanguageModelConfig;
      tensors: ReadonlyMap<string, GgufTensor>;
      permuted: boolean;
      cacheFolder: string;
    },
  ) {
    this.#file = file;
    this.config = fields.config;
    this.#tensors = fields.tensors;
    this.#permuted = fields.permuted;
    this.#cacheFolder = fields.cacheFolder;
  }

  /**
   * Checks that a file holds the weights that its metadata imply.
   * @param cacheFolder where float32 copies of blocks go. Default: `dequantized` in `MOMQ_CACHE_DIR`, else in `~/.cache/momq`.
   * @throws MoeError `MOE_BASE_CORRUPT`, `MOE_BASE_UNSUPPORTED`
   */
  static async open(file: GgufFile, cacheFolder?: string): Promise<GgufWeights> {
    const metadata = new GgufMetadata(file.metadata, file.path);
    const architecture = ggufArchitecture(metadata);
    const parts = metadata.number('split.count') ?? 1;
    if (parts > 1)
      unsupported(file.path, 'a model in one file (llama-gguf-split --merge joins it)', parts);
    const tensors = new Map<string, GgufTensor>();
    for (const tensor of file.tensors.values()) {
      if (tensor.name === ROPE_FACTORS) continue;
      const name = weightName(tensor.name);
      if (name === null)
        corruptBase(file.path, `only weights that ${architecture} has`, `also ${tensor.name}`);
      tensors.set(name, tensor);
    }
    const embedding = tensors.get(EMBEDDING);
    if (embedding === undefined)
      corruptBase(file.path, 'a tensor token_embd.weight', 'a file without it');
    const factors = file.tensors.get(ROPE_FACTORS);
    const tied = await isTied(file, tensors);
    if (tied) tensors.delete(HEAD);
    const config = ggufConfig(metadata, {
      vocabularySize: embedding.shape[0] as number,
      tiedEmbeddings: tied,
      attentionBias: tensors.has('layers.0.self_attn.q_proj.bias'),
      ropeFactors: factors === undefined ? null : await file.read(factors),
    });
    checkShapes(file, config, tensors);
    return new GgufWeights(file, {
      ...{ config, tensors, permuted: architecture === 'llama' },
      cacheFolder: cacheFolder ?? cacheRoot('dequantized'),
    });
  }

  get files(): readonly string[] {
    return [this.#file.path];
  }

  names(): string[] {
    return [...this.#tensors.keys()];
  }

  shapeOf(name: string): readonly number[] {
    return this.#tensor(name).shape;
  }

  async read(names: readonly string[] = this.names()): Promise<HostParameters> {
    const parameters: HostParameters = {};
    for (const name of names)
      parameters[name] = floatTensor(await this.#weights(name), this.shapeOf(name));
    return parameters;
  }

  async constants(
    names: readonly string[] = this.names(),
  ): Promise<Record<string, ExternalConstant>> {
    const mapped = new Map(names.map((name) => [name, this.#mapped(name)]));
    const copied = [...mapped].flatMap(([name, constant]) => (constant === null ? [name] : []));
    const copies = copied.length === 0 ? {} : await this.#copies();
    return Object.fromEntries(
      [...mapped].map(([name, constant]) => [name, constant ?? (copies[name] as ExternalConstant)]),
    );
  }

  fingerprint(): Promise<string> {
    return filesFingerprint(this.files);
  }

  /** A weight as a place in the GGUF file itself, or null when it lies there in blocks or in another order. */
  #mapped(name: string): ExternalConstant | null {
    const { format, shape, offset, length } = this.#tensor(name);
    const as = (mappable as Readonly<Record<string, (typeof mappable)['F32' | 'F16' | 'BF16']>>)[
      format.name
    ];
    if (as === undefined || offset % as.bytes !== 0 || this.#headsOf(name) !== null) return null;
    return { kind: 'external', file: this.#file.path, dtype: as.dtype, shape, offset, length };
  }

  /** The float32 copies of all weights that cannot be mapped. */
  async #copies(): Promise<Record<string, ExternalConstant>> {
    const names = this.names().filter((name) => this.#mapped(name) === null);
    const identity = createHash('sha256').update(`gguf ${VERSION}\n${await this.fingerprint()}`);
    return cachedTensors({
      folder: this.#cacheFolder,
      identity: identity.digest('hex').slice(0, 32),
      tensors: names.map((name) => ({ name, dtype: 'F32', shape: this.shapeOf(name) })),
      bytes: () => this.#bytesOf(names),
    });
  }

  async *#bytesOf(names: readonly string[]): AsyncGenerator<Uint8Array> {
    for (const name of names) {
      const { buffer, byteOffset, byteLength } = await this.#weights(name);
      yield new Uint8Array(buffer, byteOffset, byteLength);
    }
  }

  async #weights(name: string): Promise<Float32Array> {
    const tensor = this.#tensor(name);
    const weights = await this.#file.read(tensor);
    const heads = this.#headsOf(name);
    if (heads === null) return weights;
    return unpermute(weights, { heads, columns: tensor.shape[1] ?? 1 });
  }

  /** Heads whose rows lie in llama.cpp's order, or null when the rows lie as Hugging Face has them. */
  #headsOf(name: string): number | null {
    const part = /\.self_attn\.([qk])_proj\.(?:weight|bias)$/.exec(name)?.[1];
    if (part === undefined || !this.#permuted) return null;
    const { numHeads, numKvHeads } = this.config.decoder;
    return part === 'q' ? numHeads : numKvHeads;
  }

  #tensor(name: string): GgufTensor {
    const tensor = this.#tensors.get(name);
    if (tensor !== undefined) return tensor;
    throw new MoeError(
      'MOE_MISSING_PARAMETER',
      `expected a weight of the base, got "${name}"; names() lists them`,
    );
  }
}

function checkShapes(
  file: GgufFile,
  config: LanguageModelConfig,
  tensors: ReadonlyMap<string, GgufTensor>,
): void {
  const specs = new Map(baseSpecs(config).map(({ name, shape }) => [name, shape]));
  for (const [name, shape] of specs) {
    const tensor = tensors.get(name);
    if (tensor === undefined)
      corruptBase(file.path, `a weight ${name} as its metadata imply`, 'a file without it');
    if (tensor.shape.join() !== shape.join())
      corruptBase(
        file.path,
        `${tensor.name} of shape [${shape.join(', ')}] as its metadata imply`,
        `[${tensor.shape.join(', ')}]`,
      );
  }
  const unknown = [...tensors.keys()].filter((name) => !specs.has(name));
  if (unknown.length > 0)
    corruptBase(
      file.path,
      `only the ${specs.size} weights that its metadata imply`,
      `also ${unknown.slice(0, 5).join(', ')}`,
    );
}

/** Whether the head is the embedding: absent, or the same bytes in the same format. */
async function isTied(file: GgufFile, tensors: ReadonlyMap<string, GgufTensor>): Promise<boolean> {
  const [head, embedding] = [tensors.get(HEAD), tensors.get(EMBEDDING)];
  if (head === undefined || embedding === undefined) return true;
  if (head.format !== embedding.format || head.length !== embedding.length) return false;
  const handle = await open(file.path, 'r');
  try {
    const [a, b] = [Buffer.alloc(1 << 20), Buffer.alloc(1 << 20)];
    for (let done = 0; done < head.length; done += a.length) {
      const size = Math.min(a.length, head.length - done);
      await handle.read(a, 0, size, head.offset + done);
      await handle.read(b, 0, size, embedding.offset + done);
      if (a.compare(b, 0, size, 0, size) !== 0) return false;
    }
    return true;
  } finally {
    await handle.close();
  }
}
