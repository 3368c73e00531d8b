import { MoeError } from '../../errors.js';
import type { TokenFilter } from './text-generator-types.js';

/**
 * What a request's constraint allows after `tokens`, checked.
 * @throws MoeError `MOE_BAD_INPUT` for a mask of another length, `MOE_NOTHING_ALLOWED` for one without a token
 */
export function allowedTokens(
  constraint: TokenFilter | undefined,
  tokens: readonly number[],
  vocabularySize: number,
): Uint8Array | null {
  const mask = constraint?.(tokens) ?? null;
  if (mask === null) return null;
  if (mask.length !== vocabularySize)
    throw new MoeError(
      'MOE_BAD_INPUT',
      `expected the constraint to tell ${vocabularySize} tokens, got ${mask.length} at position ${tokens.length}; give one entry for each token of the vocabulary`,
    );
  if (mask.includes(1)) return mask;
  throw new MoeError(
    'MOE_NOTHING_ALLOWED',
    `expected the constraint to allow a token at position ${tokens.length}, got none; where an answer is complete, allow a stop token`,
  );
}
