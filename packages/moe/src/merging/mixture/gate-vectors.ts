import type { Base } from '../../bases/base.js';
import { normal, seededRandom, seedFor } from '../../numerics/random.js';
import type { LayerStates } from './gate-states.js';
import type { GateMode, MixtureExpert, MixtureMergeConfig } from './mixture-merge-config.js';

/** Norms are not divided by less than this. */
const SMALLEST_NORM = 1e-8;

/** Gate vectors of one expert, a row for each layer. */
export type ExpertGates = readonly Float32Array[];

/**
 * The starting gate vectors of a mixture: for every expert and layer a vector whose scalar product with a token's
 * state is the router's logit.
 *
 * Differs from mergekit in two ways: states are computed in float32, not bfloat16, and `hidden_avg` leaves out the
 * padding that mergekit averages in when prompts differ in length.
 *
 * @param openBase - opens a model by the name that the configuration gives it
 * @returns an entry for each expert
 */
export async function gateVectors(
  config: MixtureMergeConfig,
  openBase: (model: string) => Promise<Base>,
  seed: number,
): Promise<ExpertGates[]> {
  const { experts, gateMode, baseModel } = config;
  const base = await openBase(baseModel);
  const { numLayers, width } = base.config.decoder;
  if (gateMode === 'random' || gateMode === 'uniform_random') {
    return experts.map((_, expert) =>
      Array.from({ length: numLayers }, (_row, layer) =>
        randomGate(gateMode, width, seedFor(`gate:${expert}:${layer}`, seed)),
      ),
    );
  }
  const gates: ExpertGates[] = [];
  for (const expert of experts) {
    const ownModel = gateMode === 'keywords' && config.gateSource === 'expert';
    const model = ownModel ? await openBase(expert.sourceModel) : base;
    gates.push(await expertGates(model, expert, gateMode));
  }
  return gates;
}

async function expertGates(
  base: Base,
  { positivePrompts, negativePrompts }: MixtureExpert,
  mode: GateMode,
): Promise<ExpertGates> {
  if (mode === 'cheap_embed') {
    const embed = await embeddingSum(base);
    const gate = normalized(
      subtract(
        normalized(await embed(positivePrompts)),
        negativePrompts.length === 0 ? null : normalized(await embed(negativePrompts)),
      ),
    );
    return Array.from({ length: base.config.decoder.numLayers }, () => gate);
  }
  const { gateStates } = await import('./gate-states.js'); // with ONNX Runtime, which nothing else here needs
  const states = await gateStates(base, { bos: mode !== 'keywords' });
  try {
    const mean = (prompts: readonly string[]) =>
      meanOver(
        prompts,
        (prompt) =>
          mode === 'keywords' ? states.attentionOutputs(prompt) : states.layerInputs(prompt),
        mode,
      );
    const positive = await mean(positivePrompts);
    if (mode === 'keywords') return positive;
    const negative = negativePrompts.length === 0 ? null : await mean(negativePrompts);
    return positive.map((row, layer) => normalized(subtract(row, negative?.[layer] ?? null)));
  } finally {
    await states.dispose();
  }
}

/** Per layer the mean over the prompts of the last, mean or summed token state. */
async function meanOver(
  prompts: readonly string[],
  statesOf: (prompt: string) => Promise<LayerStates>,
  mode: GateMode,
): Promise<Float32Array[]> {
  let rows: Float32Array[] = [];
  for (const prompt of prompts) {
    const states = await statesOf(prompt);
    if (rows.length === 0)
      rows = Array.from({ length: states.numLayers }, () => new Float32Array(states.width));
    const lastOnly = mode === 'hidden' || mode === 'hidden_last';
    const first = lastOnly ? states.numTokens - 1 : 0;
    const share = (mode === 'hidden_avg' ? 1 / states.numTokens : 1) / prompts.length;
    rows.forEach((row, layer) => {
      for (let token = first; token < states.numTokens; token += 1) {
        const state = states.at(layer, token);
        for (let i = 0; i < row.length; i += 1)
          row[i] = (row[i] as number) + share * (state[i] as number);
      }
    });
  }
  return rows;
}

/** Sums the token embeddings of prompts. */
async function embeddingSum(
  base: Base,
): Promise<(prompts: readonly string[]) => Promise<Float32Array>> {
  const name = 'embed_tokens.weight';
  const { [name]: table } = await base.parameters([name]);
  const tokenizer = await base.tokenizer();
  const { width } = base.config.decoder;
  return (prompts) => {
    const sum = new Float32Array(width);
    for (const prompt of prompts) {
      const bos = base.specialTokens.bos;
      const ids = [
        ...(bos === null ? [] : [bos]),
        ...tokenizer.encode(prompt, { addSpecialTokens: false }),
      ];
      for (const id of ids)
        for (let i = 0; i < width; i += 1)
          sum[i] = (sum[i] as number) + (table?.data[id * width + i] as number);
    }
    return Promise.resolve(sum);
  };
}

function randomGate(mode: 'random' | 'uniform_random', width: number, seed: number): Float32Array {
  const random = seededRandom(seed);
  const bound = 1 / Math.sqrt(width);
  return Float32Array.from({ length: width }, () =>
    mode === 'random' ? normal(random) : bound * (2 * random() - 1),
  );
}

function subtract(a: Float32Array, b: Float32Array | null): Float32Array {
  return b === null ? a : a.map((x, i) => x - (b[i] as number));
}

function normalized(vector: Float32Array): Float32Array {
  const norm = Math.max(SMALLEST_NORM, Math.hypot(...vector));
  return vector.map((x) => x / norm);
}
