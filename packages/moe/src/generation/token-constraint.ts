import { MoeError } from '../errors.js';

/**
 * Where an output stands, for a constraint. States are immutable values that several outputs may share; for a pointer model
 * a token is a code: below V a keyword, else V + prefix position.
 */
export interface ConstraintStates<S> {
  /** The state before the first token. */
  start(): S;
  /** The state after `token`, which is allowed in `state`. */
  next(state: S, token: number): S;
  /**
   * Whether the output may end in `state`. A pointer model, which has no token for the end, ends there; a language model may
   * then choose one of its stop tokens, and never before.
   */
  done(state: S): boolean;
}

/** A constraint that marks all tokens at once: for small vocabularies. */
export interface MaskedConstraint<S> extends ConstraintStates<S> {
  /** One entry for each token, 1 = may come next. Stop tokens of a language model are not asked for: `done` decides. */
  allowed(state: S): Uint8Array;
}

/** A constraint that is asked token by token, the likeliest first: of a vocabulary of 150,000 mostly a few. */
export interface TestedConstraint<S> extends ConstraintStates<S> {
  /** Whether `token` may come next. Stop tokens of a language model are not asked for: `done` decides. */
  allows(state: S, token: number): boolean;
}

/**
 * Says which tokens may come next: grammar, schema, vocabulary.
 * @example
 * // digits only, at most three of them
 * const digits: TokenConstraint<number> = {
 *   start: () => 0,
 *   allows: (count, token) => count < 3 && isDigit(token),
 *   next: (count) => count + 1,
 *   done: (count) => count > 0,
 * };
 */
export type TokenConstraint<S = unknown> = MaskedConstraint<S> | TestedConstraint<S>;

/** What a state allows: a mask, a test, or everything. */
export type AllowedTokens = Uint8Array | ((token: number) => boolean) | null;

/**
 * What `constraint` allows in `state`.
 * @param size tokens that a mask must tell
 * @param kind what messages call them
 * @throws MoeError `MOE_BAD_INPUT` for a mask of another length
 */
export function allowedIn<S>(
  constraint: TokenConstraint<S>,
  state: S,
  { size, kind }: { readonly size: number; readonly kind: string },
): Exclude<AllowedTokens, null> {
  if (!('allowed' in constraint)) return (token) => constraint.allows(state, token);
  const mask = constraint.allowed(state);
  if (mask.length === size) return mask;
  throw new MoeError(
    'MOE_BAD_INPUT',
    `expected the constraint to tell ${size} ${kind}, got ${mask.length}; give one entry for each`,
  );
}
