import type { AllowedTokens } from './token-constraint.js';

/** A token with what the model says of it. */
export interface LikelyToken {
  readonly token: number;
  readonly logit: number;
}

/** How many of the likeliest tokens a test is put to at first; eight times as many each time that too few pass. */
const FIRST_TESTED = 32;

/** How many are tested for a beam when at least one has passed: the next one has a share of nearly nothing. */
const MOST_TESTED = 256;

/** The `count` most likely tokens that are allowed, best first; of equals the smaller id. */
export function mostLikely(
  logits: Float32Array,
  count: number,
  allowed: AllowedTokens,
): LikelyToken[] {
  return tested(logits, { count, most: Infinity }, allowed);
}

/** {@link mostLikely} for beams: where a test refuses nearly all of the likeliest tokens, those behind them are not looked for. */
export function likeliestFew(
  logits: Float32Array,
  count: number,
  allowed: AllowedTokens,
): LikelyToken[] {
  return tested(logits, { count, most: MOST_TESTED }, allowed);
}

/** Tests no more than `most` tokens once one has passed. */
function tested(
  logits: Float32Array,
  { count, most }: { readonly count: number; readonly most: number },
  allowed: AllowedTokens,
): LikelyToken[] {
  if (typeof allowed !== 'function') return largest(logits, count, allowed);
  const passed: LikelyToken[] = [];
  let seen = 0;
  for (let size = FIRST_TESTED; seen < logits.length; size *= 8) {
    const candidates = size < 1024 ? largest(logits, size, null) : sorted(logits);
    for (; seen < candidates.length; seen += 1) {
      const candidate = candidates[seen] as LikelyToken;
      if (allowed(candidate.token)) passed.push(candidate);
      if (passed.length === count) return passed;
    }
    if (passed.length > 0 && seen >= most) return passed;
  }
  return passed;
}

/** All tokens that are allowed, best first; of equals the smaller id. */
export function allLikely(logits: Float32Array, allowed: AllowedTokens): LikelyToken[] {
  const permits = permitted(allowed);
  return sorted(logits).filter(({ token }) => permits(token));
}

/** Whether a token is allowed. */
export function permitted(allowed: AllowedTokens): (token: number) => boolean {
  if (allowed === null) return () => true;
  return typeof allowed === 'function' ? allowed : (token) => allowed[token] === 1;
}

function largest(logits: Float32Array, count: number, mask: Uint8Array | null): LikelyToken[] {
  const limit = Math.min(count, logits.length);
  const tokens = new Uint32Array(limit);
  const values = new Float32Array(limit);
  let size = 0;
  for (let token = 0; token < logits.length; token += 1) {
    const value = logits[token] as number;
    if (size === limit && value <= (values[limit - 1] as number)) continue;
    if (mask !== null && mask[token] !== 1) continue;
    let place = size < limit ? size : limit - 1;
    size = Math.min(size + 1, limit);
    for (; place > 0 && (values[place - 1] as number) < value; place -= 1) {
      values[place] = values[place - 1] as number;
      tokens[place] = tokens[place - 1] as number;
    }
    values[place] = value;
    tokens[place] = token;
  }
  return Array.from({ length: size }, (_, i) => ({
    token: tokens[i] as number,
    logit: values[i] as number,
  }));
}

function sorted(logits: Float32Array): LikelyToken[] {
  const tokens = Uint32Array.from(logits.keys());
  tokens.sort((a, b) => (logits[b] as number) - (logits[a] as number) || a - b);
  return Array.from(tokens, (token) => ({ token, logit: logits[token] as number }));
}
