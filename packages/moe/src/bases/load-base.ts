import { join } from 'node:path';
import { MoeError } from '../errors.js';
import { loadTokenizer } from '../tokenizer/load-tokenizer.js';
import type { TextTokenizer } from '../tokenizer/text-tokenizer.js';
import { parseBaseConfig } from './base-config.js';
import type { Base } from './base.js';
import { chatTemplate } from './chat-template.js';
import type { DownloadOptions } from './download-model.js';
import { openGgufBase } from './gguf/open-gguf-base.js';
import { locateBase } from './locate-base.js';
import type { LocatedModel } from './locate-model.js';
import { readJson } from './read-json.js';
import { SafetensorsWeights } from './safetensors-weights.js';
import { specialTokens } from './special-tokens.js';
import { weightsDigest } from './weights-digest.js';

/** Settings of `loadBase`; those of the download only matter for models of the Hub. */
export interface LoadBaseOptions extends DownloadOptions {
  /** Where `constants()` writes the float32 weights of a GGUF file. Default: `dequantized` in `MOMQ_CACHE_DIR`, else in `~/.cache/momq`. */
  readonly dequantizedFolder?: string;
}

/**
 * Opens a base:
 *
 * - a folder in Hugging Face's layout (`config.json`, `*.safetensors`, `tokenizer.json`);
 * - a GGUF file: tensors F32, F16, BF16, Q4_0, Q4_1, Q5_0, Q5_1, Q8_0, Q4_K, Q5_K, Q6_K, byte-level or SentencePiece tokenizer from the file;
 * - by name a GGUF file that llama.cpp, LM Studio, Ollama (`qwen2.5-coder:0.5b`), Hugging Face's cache or `MOMQ_BASES` has;
 *   letter case and the signs between parts do not matter, and the end of the name may be left out while it stays unique;
 * - `org/name`, a model of the Hub, which is downloaded into the cache that Hugging Face's Python library shares.
 *
 * Supported: Qwen2/2.5, Llama 2 and 3, CodeLlama, Mistral; anything the decoder would compute differently is refused.
 *
 * @throws MoeError `MOE_BASE_MISSING`, `MOE_BASE_AMBIGUOUS`, `MOE_BASE_CORRUPT`, `MOE_BASE_UNSUPPORTED`; for models of the Hub also
 * `MOE_MODEL_NOT_FOUND`, `MOE_MODEL_GATED`, `MOE_OFFLINE`, `MOE_DOWNLOAD_FAILED`, `MOE_DOWNLOAD_CORRUPT`, `MOE_DISK_FULL`, `MOE_ABORTED`
 * @example
 * ```ts
 * const base = await loadBase('qwen2.5-coder-0.5b-instruct-q4_k_m.gguf');
 * const generator = await createTextGenerator({ config: base.config, base }, { quantization: 'int8' });
 * const { answers } = await generator.generate({ prompt: 'SELECT', maxNewTokens: 32 });
 * ```
 */
export async function loadBase(nameOrPath: string, options: LoadBaseOptions = {}): Promise<Base> {
  const located = await locateBase(nameOrPath, options);
  if (located.kind === 'folder') return openBase(located);
  const { dequantizedFolder } = options;
  return openGgufBase(located.path, {
    id: located.id,
    ...(dequantizedFolder !== undefined && { dequantizedFolder }),
  });
}

async function openBase({ folder, id, revision }: LocatedModel): Promise<Base> {
  const configPath = join(folder, 'config.json');
  const json = await readJson(configPath);
  if (json === null)
    throw new MoeError(
      'MOE_BASE_MISSING',
      `${configPath}: expected the config of a base, got no file; check the path, or fetch the base again`,
    );
  const weights = await SafetensorsWeights.open(folder, parseBaseConfig(json, configPath));
  const generation = await readJson(join(folder, 'generation_config.json'));
  let tokenizer: Promise<TextTokenizer> | undefined;
  let digest: Promise<string> | undefined;
  return {
    id,
    revision,
    folder,
    config: weights.config,
    specialTokens: specialTokens([generation, json]),
    chatTemplate: await chatTemplate(folder),
    weightNames: () => weights.names(),
    shapeOf: (name) => weights.shapeOf(name),
    parameters: (names) => weights.read(names),
    constants: (names) => weights.constants(names),
    fingerprint: () => weights.fingerprint(),
    tokenizer: () => (tokenizer ??= loadTokenizer(folder, weights.config.vocabularySize)),
    weightsSha256: () => (digest ??= weightsDigest(weights.files)),
  };
}
