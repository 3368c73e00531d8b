import type { DecoderConfig, RopeScaling } from '../config/decoder-config.js';

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
  config: DecoderConfig & { readonly ropeTheta: number },
  length: number,
): RopeFrequencies {
  const { headWidth, ropeScaling: scaling } = config;
  const theta =
    scaling?.kind === 'dynamic'
      ? dynamicTheta(config.ropeTheta, headWidth, scaling, length)
      : config.ropeTheta;
  const plain = Float32Array.from({ length: headWidth / 2 }, (_, i) =>
    Math.fround(1 / Math.fround(theta ** Math.fround((2 * i) / headWidth))),
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
      const inverse = plain.map((f, i) => f * (1 - ramp(i)) + (f / scaling.factor) * ramp(i));
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
  const wavelength = (2 * Math.PI) / frequency;
  const turns = scaling.originalMaxPositions / wavelength;
  if (turns > high) return frequency;
  if (turns < low) return frequency / factor;
  const smooth = (turns - low) / (high - low);
  return ((1 - smooth) * frequency) / factor + smooth * frequency;
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
  return (i) => Math.min(Math.max((i - low) / (high - low), 0), 1);
}
