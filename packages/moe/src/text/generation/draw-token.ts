import { allLikely, mostLikely, type LikelyToken } from '../../generation/token-choice.js';
import type { AllowedTokens } from '../../generation/token-constraint.js';
import type { RowOutput } from './generation-job.js';
import type { SamplingStrategy } from './text-generator-types.js';

/** A token and its log-probability under the model. */
export interface ScoredToken {
  readonly token: number;
  readonly logProb: number;
}

/** The most likely token that is allowed, or undefined when none is. */
export function likeliestToken(output: RowOutput, allowed: AllowedTokens): ScoredToken | undefined {
  return mostLikely(output.logits, 1, allowed).map((each) => scored(output, each))[0];
}

function scored({ logSumExp }: RowOutput, { token, logit }: LikelyToken): ScoredToken {
  return { token, logProb: logit - logSumExp };
}

/**
 * Draws a token: of the allowed ones, after temperature, top-k and top-p, in this order. Without top-k a test is put to every token.
 * @param random in [0, 1)
 * @returns undefined when no token is allowed
 */
export function drawToken(
  output: RowOutput,
  { temperature = 1, topK, topP = 1 }: SamplingStrategy,
  { allowed, random }: { readonly allowed: AllowedTokens; readonly random: number },
): ScoredToken | undefined {
  const all = topK === undefined || topK >= output.logits.length;
  if (all && topP === 1)
    return drawFromAll(output, temperature, { mask: maskOf(allowed, output), random });
  const candidates = (
    all ? allLikely(output.logits, allowed) : mostLikely(output.logits, topK, allowed)
  ).map((each) => scored(output, each));
  const [likeliest] = candidates;
  if (likeliest === undefined) return undefined;
  const best = likeliest.logProb;
  const weights = candidates.map(({ logProb }) => Math.exp((logProb - best) / temperature));
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  let kept = 0;
  let mass = 0;
  while (kept < weights.length && mass < topP * total) mass += weights[kept++] as number;
  let left = random * mass;
  for (let i = 0; i < kept - 1; i += 1) {
    left -= weights[i] as number;
    if (left < 0) return candidates[i];
  }
  return candidates[kept - 1];
}

function maskOf(allowed: AllowedTokens, { logits }: RowOutput): Uint8Array | null {
  if (typeof allowed !== 'function') return allowed;
  return Uint8Array.from({ length: logits.length }, (_, token) => (allowed(token) ? 1 : 0));
}

/** Without filters no order is needed: two passes over the vocabulary. */
function drawFromAll(
  { logits, logSumExp }: RowOutput,
  temperature: number,
  { mask, random }: { readonly mask: Uint8Array | null; readonly random: number },
): ScoredToken | undefined {
  let best = -Infinity;
  for (let token = 0; token < logits.length; token += 1)
    if (mask === null || mask[token] === 1) best = Math.max(best, logits[token] as number);
  const weight = (token: number): number =>
    mask === null || mask[token] === 1
      ? Math.exp(((logits[token] as number) - best) / temperature)
      : 0;
  let total = 0;
  for (let token = 0; token < logits.length; token += 1) total += weight(token);
  let left = random * total;
  let drawn: number | undefined;
  for (let token = 0; token < logits.length; token += 1) {
    const own = weight(token);
    if (own === 0) continue;
    drawn = token; // the last possible one, should rounding leave a rest
    left -= own;
    if (left < 0) break;
  }
  return drawn === undefined
    ? undefined
    : { token: drawn, logProb: (logits[drawn] as number) - logSumExp };
}
