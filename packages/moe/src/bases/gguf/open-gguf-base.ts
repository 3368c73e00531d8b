import { basename, dirname, resolve } from 'node:path';
import type { TextTokenizer } from '../../tokenizer/text-tokenizer.js';
import type { Base } from '../base.js';
import { weightsDigest } from '../weights-digest.js';
import { GgufFile } from './gguf-file.js';
import { GgufMetadata } from './gguf-metadata.js';
import { ggufSpecialTokens, ggufTokenizer } from './gguf-tokenizer.js';
import { GgufWeights } from './gguf-weights.js';

/** How a GGUF file is opened. */
export interface OpenGgufOptions {
  /** What the base is called. Default: the file's name without `.gguf`. */
  readonly id?: string;
  /** Where float32 copies of blocks go. Default: `dequantized` in `MOMQ_CACHE_DIR`, else in `~/.cache/momq`. */
  readonly dequantizedFolder?: string;
}

/**
 * Opens a GGUF file as a base: config, weights and tokenizer all come from it.
 * @throws MoeError `MOE_BASE_MISSING`, `MOE_BASE_CORRUPT`, `MOE_BASE_UNSUPPORTED`
 */
export async function openGgufBase(path: string, options: OpenGgufOptions = {}): Promise<Base> {
  const file = await GgufFile.open(path);
  const weights = await GgufWeights.open(file, options.dequantizedFolder);
  const metadata = new GgufMetadata(file.metadata, file.path);
  let tokenizer: TextTokenizer | undefined;
  let digest: Promise<string> | undefined;
  return {
    id: options.id ?? basename(path, '.gguf'),
    revision: null,
    folder: dirname(resolve(path)),
    config: weights.config,
    specialTokens: ggufSpecialTokens(metadata),
    chatTemplate: metadata.text('tokenizer.chat_template') ?? null,
    weightNames: () => weights.names(),
    shapeOf: (name) => weights.shapeOf(name),
    parameters: (names) => weights.read(names),
    constants: (names) => weights.constants(names),
    fingerprint: () => weights.fingerprint(),
    tokenizer: async () => (tokenizer ??= ggufTokenizer(metadata)),
    weightsSha256: () => (digest ??= weightsDigest(weights.files)),
  };
}
