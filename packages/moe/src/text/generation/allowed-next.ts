import { MoeError } from '../../errors.js';
import { allowedIn, type AllowedTokens } from '../../generation/token-constraint.js';
import type { PartialAnswer } from './partial-answer.js';
import type { PreparedRequest } from './prepared-request.js';

/** What a request's constraint allows after an answer; stop tokens where the answer may end. @throws MoeError `MOE_BAD_INPUT` for a mask of another length */
export function allowedNext(
  { constraint, stopTokens, vocabularySize }: PreparedRequest,
  { state }: PartialAnswer,
): AllowedTokens {
  if (constraint === undefined) return null;
  const allowed = allowedIn(constraint, state, { size: vocabularySize, kind: 'tokens' });
  const mayEnd = constraint.done(state);
  if (typeof allowed === 'function')
    return (token) => (stopTokens.has(token) ? mayEnd : allowed(token));
  const mask = allowed.slice();
  for (const token of stopTokens) mask[token] = mayEnd ? 1 : 0;
  return mask;
}

/** The error of a constraint that leaves no token. */
export function nothingAllowed(position: number): MoeError {
  return new MoeError(
    'MOE_NOTHING_ALLOWED',
    `expected the constraint to allow a token at position ${position}, got none; where an answer is complete, let done say so and name a stop token`,
  );
}
