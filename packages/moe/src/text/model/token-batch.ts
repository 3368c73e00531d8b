import { MoeError } from '../../errors.js';
import { floatTensor, intTensor, type HostTensor } from '../../numerics/host-tensor.js';
import type { LanguageModelConfig } from './language-model-config.js';

/** Token rows as graph inputs of `languageModel`. */
export interface TokenBatch {
  /** (B, S) int32 */
  readonly tokens: HostTensor;
  /** (B, S) float32, 1 = a real token */
  readonly mask: HostTensor;
}

/**
 * Pads rows of token ids on the right to one length.
 * @param options `length` S, default: the longest row; `padToken` default 0, whose value never matters
 * @throws MoeError `MOE_BAD_INPUT` on no or an empty row, a row longer than `length`, or an id that the model does not have
 */
export function tokenBatch(
  rows: readonly (readonly number[])[],
  config: Pick<LanguageModelConfig, 'vocabularySize'>,
  options: { readonly length?: number; readonly padToken?: number } = {},
): TokenBatch {
  const longest = Math.max(0, ...rows.map((row) => row.length));
  const { length = longest, padToken = 0 } = options;
  if (rows.length === 0 || rows.some((row) => row.length === 0))
    reject(
      'rows of at least one token',
      `${rows.length} rows, ${rows.filter((row) => row.length === 0).length} of them empty`,
      'leave it out',
    );
  if (longest > length)
    reject(`rows of at most ${length} tokens`, `one of ${longest}`, 'choose a longer length');
  const tokens = new Int32Array(rows.length * length).fill(padToken);
  const mask = new Float32Array(rows.length * length);
  rows.forEach((row, i) => {
    for (const id of row)
      if (!Number.isInteger(id) || id < 0 || id >= config.vocabularySize)
        reject(`token ids from 0 to ${config.vocabularySize - 1}`, `${id}`, 'use its tokenizer');
    tokens.set(row, i * length);
    mask.fill(1, i * length, i * length + row.length);
  });
  const shape = [rows.length, length];
  return { tokens: intTensor(tokens, shape), mask: floatTensor(mask, shape) };
}

function reject(expected: string, got: string, remedy: string): never {
  throw new MoeError('MOE_BAD_INPUT', `expected ${expected}, got ${got}; ${remedy}`);
}
