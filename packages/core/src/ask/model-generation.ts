import { checkGeneration } from './adapt-model.js';
import type { Generation, GenerationRequest, QueryModel } from './query-model.js';
import { settledOrAborted } from './settled-or-aborted.js';

/**
 * What a model proposes, checked; at the request's signal nobody waits for it any longer.
 *
 * @throws the signal's reason, whatever the model makes of it; else what the model throws, and what {@link checkGeneration} throws
 */
export async function modelGeneration(
  model: QueryModel,
  request: GenerationRequest,
): Promise<Generation> {
  try {
    return checkGeneration(await settledOrAborted(model.generate(request), request.signal), model);
  } catch (error) {
    request.signal?.throwIfAborted();
    throw error;
  }
}
