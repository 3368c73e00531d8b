import type { DecoderConfig, RopeScaling } from '../config/decoder-config.js';

const f32 = Math.fround;

/** Frequencies of the rotary features of one head. */
export interface RopeFrequencies {
  /** (dh / 2) radians per position, each rounded to float32 as transformers does. */
  readonly inverse: Float32Array;
  /** Factor of cosines and sines; 1 but for YaRN. */
  readonly attentionFactor: number;
}

/**
 * Rotary frequencies θ^(-2i/dh), scaled as Hugging Face transformers 5.23 does (`modeling_rope_utils.py`).
 * @param length longest position + 1; only `dynamic` scaling reads it
 */
export function ropeFrequencies(
  config: Pick<DecoderConfig, 'headWidth' | 'ropeScaling'> & { readonly ropeTheta: number },
  length: number,
): RopeFrequencies {
  const { headWidth, ropeScaling: scaling } = config;
  const theta =
    scaling?.kind === 'dynamic'
      ? dynamicTheta(config.ropeTheta, headWidth, scaling, length)
      : config.ropeTheta;
  const plain = Float32Array.from({ length: headWidth / 2 }, (_, i) =>
    f32(1 / f32(theta ** f32((2 * i) / headWidth))),
  );
  switch (scaling?.kind) {
    case undefined:
    case 'dynamic':
      return { inverse: plain, attentionFactor: 1 };
    case 'linear':
      return { inverse: plain.map((frequency) => frequency / scaling.factor), attentionFactor: 1 };
    case 'llama3':
      return { inverse: plain.map((f) => llama3Frequency(f, scaling)), attentionFactor: 1 };
    case 'yarn': {
      const ramp = yarnRamp(theta, headWidth, scaling);
      const inverse = plain.map((kept, i) => {
        const interpolated = f32(1 / f32(scaling.factor * f32(theta ** f32((2 * i) / headWidth))));
        const share = f32(1 - ramp(i));
        return f32(interpolated * f32(1 - share)) + f32(kept * share);
      });
      return { inverse, attentionFactor: scaling.attentionFactor };
    }
  }
}

/** The base of `dynamic` scaling: θ · (factor · n / max - (factor - 1))^(dh / (dh - 2)) with n = max(length, max). */
function dynamicTheta(
  theta: number,
  headWidth: number,
  { factor, maxPositions }: Extract<RopeScaling, { kind: 'dynamic' }>,
  length: number,
): number {
  const n = Math.max(length, maxPositions);
  return theta * ((factor * n) / maxPositions - (factor - 1)) ** (headWidth / (headWidth - 2));
}

function llama3Frequency(
  frequency: number,
  scaling: Extract<RopeScaling, { kind: 'llama3' }>,
): number {
  const { factor, lowFrequencyFactor: low, highFrequencyFactor: high } = scaling;
  const { originalMaxPositions: context } = scaling;
  // float32 step by step, as transformers computes: at position 10,000 another last bit moves an angle by 0.001
  const wavelength = f32(f32(2 * Math.PI) / frequency);
  if (wavelength < context / high) return frequency;
  if (wavelength > context / low) return frequency / factor;
  const smooth = f32(f32(f32(context / wavelength) - low) / f32(high - low));
  return f32(f32(f32(1 - smooth) * frequency) / factor) + f32(smooth * frequency);
}

/** How far feature i is interpolated: 0 = frequency kept, 1 = divided by the factor (YaRN, arXiv 2309.00071, §3.2). */
function yarnRamp(
  theta: number,
  headWidth: number,
  scaling: Extract<RopeScaling, { kind: 'yarn' }>,
): (i: number) => number {
  const { betaFast, betaSlow, originalMaxPositions, truncate } = scaling;
  const dimension = (turns: number): number =>
    (headWidth * Math.log(originalMaxPositions / (turns * 2 * Math.PI))) / (2 * Math.log(theta));
  const [first, last] = [dimension(betaFast), dimension(betaSlow)];
  const low = Math.max(truncate ? Math.floor(first) : first, 0);
  const end = Math.min(truncate ? Math.ceil(last) : last, headWidth - 1);
  const high = end === low ? end + 0.001 : end; // as transformers does, against a division by 0
  return (i) => f32(Math.min(Math.max(f32(f32(i - low) / f32(high - low)), 0), 1));
}
