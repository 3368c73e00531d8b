import { MoeError } from '../../errors.js';
import { bad, dialectOf, promptTokens, tokenIds, type RequestContext } from './prepared-prompt.js';
import type { ScoreRequest } from './text-generator-types.js';

/** A request for scores, checked. */
export interface PreparedScore {
  readonly prompt: readonly number[];
  readonly continuations: readonly (readonly number[])[];
  readonly dialect: string | null;
  readonly signal: AbortSignal | null;
}

/** Checks a request for scores. @throws MoeError `MOE_BAD_INPUT`, `MOE_PROMPT_TOO_LONG`, `MOE_UNKNOWN_GROUP` */
export function prepareScore(request: ScoreRequest, context: RequestContext): PreparedScore {
  const prompt = promptTokens(request, context);
  if (request.continuations.length === 0)
    throw bad('at least one continuation', 'none', 'name what could follow the prompt');
  const continuations = request.continuations.map((each, i) =>
    tokenIds(`continuation ${i}`, each, context, { addSpecialTokens: false }),
  );
  const longest = Math.max(...continuations.map(({ length }) => length));
  const { contextLength } = context;
  if (prompt.length + longest > contextLength)
    throw new MoeError(
      'MOE_PROMPT_TOO_LONG',
      `expected prompt and continuation of at most ${contextLength} tokens together, got ${prompt.length} + ${longest}; shorten the prompt, or create the generator with a longer contextLength`,
    );
  return {
    prompt,
    continuations,
    dialect: dialectOf(request, context),
    signal: request.signal ?? null,
  };
}
