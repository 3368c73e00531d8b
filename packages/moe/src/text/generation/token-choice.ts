import type { RowOutput } from './generation-job.js';
import type { SamplingStrategy } from './text-generator-types.js';

/** A token and its log-probability under the model. */
export interface ScoredToken {
  readonly token: number;
  readonly logProb: number;
}

/** The `count` most likely tokens that are allowed, best first; of equals the smaller id. @param allowed 1 = allowed, or null for all */
export function mostLikely(
  { logits, logSumExp }: RowOutput,
  count: number,
  allowed: Uint8Array | null,
): ScoredToken[] {
  const tokens: number[] = [];
  const values: number[] = [];
  let lowest = -Infinity;
  for (let token = 0; token < logits.length; token += 1) {
    const value = logits[token] as number;
    if (tokens.length === count && value <= lowest) continue;
    if (allowed !== null && allowed[token] !== 1) continue;
    let place = tokens.length;
    while (place > 0 && (values[place - 1] as number) < value) place -= 1;
    tokens.splice(place, 0, token);
    values.splice(place, 0, value);
    if (tokens.length > count) {
      tokens.pop();
      values.pop();
    }
    lowest = values.at(-1) as number;
  }
  return tokens.map((token, i) => ({ token, logProb: (values[i] as number) - logSumExp }));
}

/**
 * Draws a token: of the allowed ones, after temperature, top-k and top-p, in this order.
 * @param random in [0, 1)
 */
export function drawToken(
  output: RowOutput,
  { temperature = 1, topK, topP = 1 }: SamplingStrategy,
  { allowed, random }: { readonly allowed: Uint8Array | null; readonly random: number },
): ScoredToken {
  const all = topK === undefined || topK >= output.logits.length;
  if (all && topP === 1) return drawFromAll(output, temperature, { allowed, random });
  const candidates = all ? sorted(output, allowed) : mostLikely(output, topK, allowed);
  const best = (candidates[0] as ScoredToken).logProb;
  const weights = candidates.map(({ logProb }) => Math.exp((logProb - best) / temperature));
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  let kept = 0;
  let mass = 0;
  while (kept < weights.length && mass < topP * total) mass += weights[kept++] as number;
  let left = random * mass;
  for (let i = 0; i < kept - 1; i += 1) {
    left -= weights[i] as number;
    if (left < 0) return candidates[i] as ScoredToken;
  }
  return candidates[kept - 1] as ScoredToken;
}

/** Without filters no order is needed: two passes over the vocabulary. */
function drawFromAll(
  { logits, logSumExp }: RowOutput,
  temperature: number,
  { allowed, random }: { readonly allowed: Uint8Array | null; readonly random: number },
): ScoredToken {
  let best = -Infinity;
  for (let token = 0; token < logits.length; token += 1)
    if (allowed === null || allowed[token] === 1) best = Math.max(best, logits[token] as number);
  const weight = (token: number): number =>
    allowed === null || allowed[token] === 1
      ? Math.exp(((logits[token] as number) - best) / temperature)
      : 0;
  let total = 0;
  for (let token = 0; token < logits.length; token += 1) total += weight(token);
  let left = random * total;
  let drawn = -1;
  for (let token = 0; token < logits.length; token += 1) {
    const own = weight(token);
    if (own === 0) continue;
    drawn = token; // the last possible one, should rounding leave a rest
    left -= own;
    if (left < 0) break;
  }
  return { token: drawn, logProb: (logits[drawn] as number) - logSumExp };
}

function sorted({ logits, logSumExp }: RowOutput, allowed: Uint8Array | null): ScoredToken[] {
  const tokens = Array.from(logits.keys()).filter(
    (token) => allowed === null || allowed[token] === 1,
  );
  tokens.sort((a, b) => (logits[b] as number) - (logits[a] as number) || a - b);
  return tokens.map((token) => ({ token, logProb: (logits[token] as number) - logSumExp }));
}
