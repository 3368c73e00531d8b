import { loadBase } from '../../bases/load-base.js';
import type { Base } from '../../bases/base.js';
import { MoeError } from '../../errors.js';
import {
  modelResolver,
  writeModelConfig,
  type MergeModelsOptions,
  type MergeSummary,
} from '../merge-models.js';
import { prepareMerge } from '../methods/merge-methods.js';
import { openModelSource, type ModelSource } from '../model-source.js';
import { copyCompanions, fillFolder } from '../output-folder.js';
import { requireSameVocabulary } from '../same-vocabulary.js';
import { memoryInput } from '../tensor-input.js';
import { writeMergedTensors, type MergeTask } from '../write-merged-tensors.js';
import { conditionNumber } from './condition-number.js';
import { expertMatrices, expertWeights } from './expert-weights.js';
import { gateVectors, type ExpertGates } from './gate-vectors.js';
import type { MixtureMergeConfig } from './mixture-merge-config.js';

/** What {@link mergeMixture} wrote. */
export interface MixtureMergeSummary extends MergeSummary {
  readonly numExperts: number;
  /** Layers whose gate vectors hardly differ (condition number above 5, mergekit's threshold): routing there is poor. */
  readonly degenerateLayers: readonly number[];
}

const DEGENERATE_CONDITION = 5;

/** Fields of a Llama or Mistral config that Mixtral does not have. */
const foreignFields = [
  'attention_bias',
  'mlp_bias',
  'pretraining_tp',
  'architectures',
  'model_type',
];

/**
 * Makes a mixture-of-experts model (Mixtral's format) from dense Llama or Mistral models: each model's MLPs become the
 * experts of its dialect, attention is the base's or SLERP-merged, gates start from prompts or dialect keywords
 * (SQL-GEN, arXiv 2408.12733 §4; `mergekit-moe`). Streams like {@link mergeModels}.
 *
 * @param config - from {@link parseMixtureMergeConfig}
 * @throws MoeError `MOE_MERGE_CONFIG`, `MOE_MERGE_MISMATCH`, `MOE_DISK_FULL`, `MOE_ABORTED`, and those of `loadBase`
 */
export async function mergeMixture(
  config: MixtureMergeConfig,
  outputFolder: string,
  options: MergeModelsOptions = {},
): Promise<MixtureMergeSummary> {
  const { seed = 42 } = options;
  const resolveModel = modelResolver(options);
  return fillFolder(outputFolder, async (working) => {
    const sources = new Map<string, ModelSource>();
    try {
      const names = [config.baseModel, ...config.experts.map((expert) => expert.sourceModel)];
      for (const model of new Set(names))
        sources.set(model, await openModelSource(await resolveModel(model)));
      const folders = [...sources].map(([model, source]) => [model, source.folder] as const);
      await requireSameVocabulary(Object.fromEntries(folders));
      const base = sources.get(config.baseModel) as ModelSource;
      sources.forEach((source, model) => requireDense(source, model, base));
      const openBase = async (model: string): Promise<Base> => loadBase(await resolveModel(model));
      const gates = await gateVectors(config, openBase, seed);
      const numLayers = gates[0]?.length ?? 0;
      const tasks = [...denseTasks(config, sources), ...mixtureTasks(config, sources, gates, seed)];
      const dtype = config.dtype ?? base.dtype;
      const elements = await writeMergedTensors(tasks, working, { ...options, dtype });
      await copyCompanions(base.folder, working);
      await writeModelConfig(mixtralConfig(base.config, config), working, {}, dtype);
      return {
        folder: outputFolder,
        tensors: tasks.length,
        elements,
        dtype,
        numLayers,
        numExperts: config.experts.length,
        degenerateLayers: degenerateLayers(gates),
      };
    } finally {
      await Promise.all([...sources.values()].map((source) => source.close()));
    }
  });
}

/** @throws MoeError `MOE_MERGE_MISMATCH` for a model that Mixtral's blocks cannot hold */
function requireDense({ config }: ModelSource, model: string, base: ModelSource): void {
  const type = config['model_type'];
  const biased = config['attention_bias'] === true || config['mlp_bias'] === true;
  if ((type !== 'llama' && type !== 'mistral') || biased || type !== base.config['model_type']) {
    throw new MoeError(
      'MOE_MERGE_MISMATCH',
      `${model}: expected a Llama or Mistral model without biases, of the base's kind, got ${String(type)}${biased ? ' with biases' : ''}; Mixtral has no place for other blocks`,
    );
  }
}

/** Everything outside the MLPs. */
function denseTasks(
  { baseModel, experts, attention, attentionT, dtype }: MixtureMergeConfig,
  sources: ReadonlyMap<string, ModelSource>,
): MergeTask[] {
  const base = sources.get(baseModel) as ModelSource;
  const names = [...base.shapes.keys()].filter((name) => !name.includes('.mlp.'));
  return names.map((name) => {
    const merged = attention === 'slerp' && name.includes('.self_attn.');
    const models = merged ? experts.map((expert) => expert.sourceModel) : [baseModel];
    const shape = base.shapes.get(name) as readonly number[];
    const inputs = models.map((model) => input(sources, model, name, { shape, dtype }));
    const prepare = () =>
      prepareMerge('slerp', inputs, {
        hasBase: false,
        ts: models.slice(1).map(() => attentionT),
        weights: [],
        densities: [],
        seeds: [],
      });
    return { name, shape, inputs, prepare };
  });
}

/** Experts and gates, layer by layer. */
function mixtureTasks(
  { baseModel, experts, dtype }: MixtureMergeConfig,
  sources: ReadonlyMap<string, ModelSource>,
  gates: readonly ExpertGates[],
  seed: number,
): MergeTask[] {
  const base = sources.get(baseModel) as ModelSource;
  const numLayers = gates[0]?.length ?? 0;
  return Array.from({ length: numLayers }, (_, layer) => {
    const block = `model.layers.${layer}.block_sparse_moe`;
    const tasks = experts.flatMap((expert, index) =>
      expertMatrices.map(([matrix, expertMatrix]): MergeTask => {
        const from = `model.layers.${layer}.mlp.${matrix}.weight`;
        const name = `${block}.experts.${index}.${expertMatrix}.weight`;
        const shape = base.shapes.get(from) ?? [];
        const inputs = [input(sources, expert.sourceModel, from, { shape, dtype })];
        return {
          name,
          shape,
          inputs,
          prepare: () => Promise.resolve(expertWeights(expert, name, seed)),
        };
      }),
    );
    const width = gates[0]?.[layer]?.length ?? 0;
    const rows = new Float32Array(experts.length * width);
    gates.forEach((gate, index) => rows.set(gate[layer] as Float32Array, index * width));
    const gate: MergeTask = {
      name: `${block}.gate.weight`,
      shape: [experts.length, width],
      inputs: [memoryInput(rows)],
      prepare: () => Promise.resolve(([values]) => values as Float32Array),
    };
    return [gate, ...tasks];
  }).flat();
}

/** @throws MoeError `MOE_MERGE_MISMATCH` when a model lacks the tensor, or has it in another shape */
function input(
  sources: ReadonlyMap<string, ModelSource>,
  model: string,
  name: string,
  { shape, dtype }: { shape: readonly number[]; dtype: MixtureMergeConfig['dtype'] },
) {
  const source = sources.get(model) as ModelSource;
  const own = source.shapes.get(name);
  if (own?.join() !== shape.join()) {
    throw new MoeError(
      'MOE_MERGE_MISMATCH',
      `${model}: expected ${name} of shape [${shape.join(', ')}] as in the base, got ${own === undefined ? 'none' : `[${own.join(', ')}]`}; use fine-tuned versions of one base`,
    );
  }
  return source.tensor(name, dtype);
}

function mixtralConfig(
  base: Readonly<Record<string, unknown>>,
  { experts, expertsPerToken }: MixtureMergeConfig,
): Record<string, unknown> {
  const kept = Object.entries(base).filter(([name]) => !foreignFields.includes(name));
  return {
    architectures: ['MixtralForCausalLM'],
    model_type: 'mixtral',
    ...Object.fromEntries(kept),
    num_local_experts: experts.length,
    num_experts_per_tok: expertsPerToken,
    sliding_window: null,
  };
}

function degenerateLayers(gates: readonly ExpertGates[]): number[] {
  const layers = gates[0]?.map((_, layer) => layer) ?? [];
  return layers.filter(
    (layer) =>
      conditionNumber(gates.map((gate) => gate[layer] as Float32Array)) > DEGENERATE_CONDITION,
  );
}
