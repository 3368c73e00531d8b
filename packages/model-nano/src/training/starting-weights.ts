import type { HostParameters, HostTensor } from '@momq/moe';
import { initialPointerParameters } from '@momq/moe/pointer';
import type { PointerModelConfig } from '@momq/moe/pointer';
import { NanoError } from '../nano-error.js';

/** Weights with a row for each word of the vocabulary. */
const rowsByWord = ['pointer.token_embedding', 'pointer.keyword_head.weight'] as const;

/** A trained base. */
export interface TrainedBase {
  readonly parameters: HostParameters;
  readonly vocabulary: readonly string[];
}

/**
 * The weights of a trained base for a model that knows more words: a word that both have keeps its row, wherever it stands now, and
 * a new word begins as in a fresh model. Adapters are left behind, as they were trained for the old base.
 *
 * @param config - the dense model that is to be trained
 * @param vocabulary - its words
 * @param seed - of the rows of new words
 * @throws NanoError `NANO_START_MISMATCH` when a weight has another shape
 */
export function startingWeights(
  base: TrainedBase,
  config: PointerModelConfig,
  vocabulary: readonly string[],
  seed: number,
): HostParameters {
  const fresh = initialPointerParameters(config, seed);
  const places = new Map(base.vocabulary.map((word, place) => [word, place]));
  return Object.fromEntries(
    Object.entries(fresh).map(([name, initial]) => {
      const known = base.parameters[name];
      const byWord = (rowsByWord as readonly string[]).includes(name);
      const fits =
        known !== undefined &&
        known.shape.length === initial.shape.length &&
        known.shape.every((size, axis) => (byWord && axis === 0) || size === initial.shape[axis]);
      if (!fits) throw mismatch(name, initial, known);
      return [name, byWord ? carried(known, initial, vocabulary, places) : known];
    }),
  );
}

/** float32 (words, width): the rows of known words, the others as in `initial`. */
function carried(
  known: HostTensor,
  initial: HostTensor,
  vocabulary: readonly string[],
  places: ReadonlyMap<string, number>,
): HostTensor {
  const width = initial.shape[1]!;
  const data = Float32Array.from(initial.data);
  vocabulary.forEach((word, row) => {
    const place = places.get(word);
    if (place !== undefined)
      data.set(known.data.subarray(place * width, (place + 1) * width), row * width);
  });
  return { ...initial, data };
}

function mismatch(name: string, wanted: HostTensor, found: HostTensor | undefined): NanoError {
  return new NanoError(
    'NANO_START_MISMATCH',
    `training: expected ${name} of shape ${wanted.shape.join(' × ')} in the weights to start from, got ${found === undefined ? 'none' : found.shape.join(' × ')}. Start from a checkpoint of this version of the model, or from fresh weights.`,
  );
}
