import { MoeError } from '../../../errors.js';
import {
  bad,
  preparePrompt,
  tokenIds,
  type PreparedPrompt,
  type RequestContext,
} from '../prepared-prompt.js';
import type { ScoreRequest } from '../text-generator-types.js';

/** A request for scores, checked. */
export interface PreparedScore extends PreparedPrompt {
  readonly continuations: readonly (readonly number[])[];
}

/** Checks a request for scores. @throws MoeError `MOE_BAD_INPUT`, `MOE_PROMPT_TOO_LONG`, `MOE_UNKNOWN_GROUP` */
export function prepareScore(request: ScoreRequest, context: RequestContext): PreparedScore {
  const prompt = preparePrompt(request, context);
  const promptLength = prompt.prefix.length + prompt.prompt.length;
  if (request.continuations.length === 0)
    throw bad('at least one continuation', 'none', 'name what could follow the prompt');
  const continuations = request.continuations.map((each, i) =>
    tokenIds(`continuation ${i}`, each, context, { addSpecialTokens: false }),
  );
  const longest = Math.max(...continuations.map(({ length }) => length));
  const { contextLength } = context;
  if (promptLength + longest > contextLength)
    throw new MoeError(
      'MOE_PROMPT_TOO_LONG',
      `expected prompt and continuation of at most ${contextLength} tokens together, got ${promptLength} + ${longest}; shorten the prompt, or create the generator with a longer contextLength`,
    );
  return { ...prompt, continuations };
}
