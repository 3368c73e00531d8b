import { ropeFrequencies } from '../../decoder/rope-frequencies.js';
import { unsupported } from '../config-fields.js';

/** What Llama 3.1 to 3.3 have in their `config.json`; their factors differ, 8 and 32. */
const LLAMA3 = {
  low_freq_factor: 1,
  high_freq_factor: 4,
  original_max_position_embeddings: 8192,
} as const;

/** Relative difference of factors that rounding explains. */
const TOLERANCE = 1e-4;

/**
 * The `rope_scaling` record behind the factors of a GGUF file: the converter writes, for each rotary frequency, by how much
 * Llama 3 divides it, and not the numbers that it came from. Those are found from the largest factor and checked against all.
 * @throws MoeError `MOE_BASE_UNSUPPORTED` for factors that Llama 3 does not have
 */
export function llama3Scaling(
  factors: Float32Array,
  { theta, headWidth, origin }: { theta: number; headWidth: number; origin: string },
): object {
  const factor = Math.max(...factors);
  const rope = { headWidth, ropeTheta: theta };
  const plain = ropeFrequencies(rope, 1).inverse;
  const ropeScaling = {
    kind: 'llama3',
    factor,
    lowFrequencyFactor: LLAMA3.low_freq_factor,
    highFrequencyFactor: LLAMA3.high_freq_factor,
    originalMaxPositions: LLAMA3.original_max_position_embeddings,
  } as const;
  const scaled = ropeFrequencies({ ...rope, ropeScaling }, 1).inverse;
  const fits =
    factors.length === plain.length &&
    factors.every((each, i) => {
      const expected = (plain[i] as number) / (scaled[i] as number);
      return Math.abs(each / expected - 1) < TOLERANCE;
    });
  if (!fits)
    unsupported(
      origin,
      'rope_freqs.weight of Llama 3 (wavelengths above 8192 divided by one factor, below 2048 kept)',
      [...factors.slice(0, 4), '…', ...factors.slice(-2)],
    );
  return { rope_type: 'llama3', factor, ...LLAMA3 };
}
