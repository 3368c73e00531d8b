import path from 'node:path';
import { readBertWeights } from './bert-weights.js';
import { createEngineForward } from './engine-forward.js';
import { MiniLmError } from './minilm-error.js';
import { createSentenceEncoder, type SentenceEncoder } from './sentence-encoder.js';
import { readWeightsFolder, shippedWeightsFolder } from './weights-folder.js';
import { createWordPieceTokenizer } from './word-piece-tokenizer.js';

/** Options of {@link loadSentenceEncoder}. */
export interface LoadSentenceEncoderOptions {
  /** Folder that `reference/minilm/convert.py` wrote; default: the one shipped in this package. */
  readonly weightsFolder?: string;
  /**
   * What `encodeTexts` does with a text of more than 254 word pieces: fail with `TEXT_TOO_LONG`, or
   * encode its beginning as sentence-transformers does. Default `'error'`.
   */
  readonly overflow?: 'error' | 'truncate';
  /** Distinct texts whose embeddings `encodeTexts` keeps in memory, 1.5 kB each; default 4096. */
  readonly cacheCapacity?: number;
  /** Threads that one operation may use; default: all CPU cores. */
  readonly threads?: number;
}

/**
 * Loads all-MiniLM-L6-v2: reads and verifies the weights, widens the layers to float32.
 *
 * @throws {@link MiniLmError} `WEIGHTS_MISSING`, `WEIGHTS_CORRUPT`, or `INVALID_INPUT` for an option
 * out of range
 * @example
 * ```ts
 * const encoder = await loadSentenceEncoder();
 * const [embedding] = await encoder.encodeTexts(['name of the stadium']);
 * await encoder.dispose();
 * ```
 */
export async function loadSentenceEncoder(
  options: LoadSentenceEncoderOptions = {},
): Promise<SentenceEncoder> {
  const { weightsFolder = shippedWeightsFolder, threads } = options;
  const { overflow = 'error', cacheCapacity = 4096 } = options;
  if (!Number.isInteger(cacheCapacity) || cacheCapacity < 0) {
    throw invalidOption('cacheCapacity', 'an integer ≥ 0', cacheCapacity);
  }
  if (overflow !== 'error' && overflow !== 'truncate') {
    throw invalidOption('overflow', "'error' or 'truncate'", overflow);
  }
  if (threads !== undefined && (!Number.isInteger(threads) || threads < 1)) {
    throw invalidOption('threads', 'an integer ≥ 1', threads);
  }
  const files = await readWeightsFolder(weightsFolder);
  const modelFile = path.join(weightsFolder, 'model.safetensors');
  const { tables, parameters } = readBertWeights(files.model, modelFile);
  const tokenizer = createWordPieceTokenizer(files.tokenizer);
  const { forward, release } = createEngineForward(parameters, threads);
  return createSentenceEncoder({ tokenizer, tables, forward, release, overflow, cacheCapacity });
}

function invalidOption(name: string, expected: string, got: unknown): MiniLmError {
  return new MiniLmError(
    'INVALID_INPUT',
    `${name}: expected ${expected}, got ${JSON.stringify(got)}. Correct the option.`,
  );
}
