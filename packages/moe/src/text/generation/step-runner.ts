import { jit, State, type DeviceName, type JitFunction } from '@momq/engine';
import type { LanguageModelConfig } from '../model/language-model-config.js';
import { floatTensor, intTensor, type HostTensor } from '../../numerics/host-tensor.js';
import type { CachePool } from './cache-pool.js';
import { CompiledPasses } from './compiled-passes.js';
import type { SharedPrefix } from './prefix/shared-prefix.js';
import { cacheNames } from '../../generation/cached-attention.js';
import type { ExpertLanes } from './expert-lanes.js';
import { stepFunction, type StepInputs } from './step-function.js';
import type { TreePass } from './scoring/continuation-trees.js';
import { treeFunction, type TreeInputs } from './scoring/tree-function.js';
import { treeInputs } from './scoring/tree-inputs.js';
import type { TextWeights } from './text-weights.js';

/** One pass over neighbouring rows of the cache. */
export interface Step {
  /** First row. */
  readonly first: number;
  /** New tokens of each row, padded to the same length T. */
  readonly tokens: readonly (readonly number[])[];
  /** Cached tokens of each row. */
  readonly starts: readonly number[];
  /** The new token whose logits are wanted, the same of all rows; null: only the caches are filled, by a graph without the vocabulary. */
  readonly last: number | null;
  /** Lanes that each row may use, 1 or 0. */
  readonly groupMask: readonly (readonly number[])[];
}

/** One pass over a tree of tokens. */
export interface TreeStep {
  /** The row. */
  readonly row: number;
  /** Its cached tokens. */
  readonly start: number;
  readonly tree: TreePass;
  /** As in `Step`, for the one row. */
  readonly groupMask: readonly (readonly number[])[];
}

/** Where a pass finds keys and values. */
export interface StepCaches {
  /** Of the rows. */
  readonly pool: CachePool;
  /** Of what all rows of the pass begin with; null without one. */
  readonly prefix: SharedPrefix | null;
}

/** What a pass gives. */
export interface StepResult {
  /** (B, V) */
  readonly logits: Float32Array;
  /** (B) */
  readonly logSumExp: Float32Array;
  /** (layers, B, N) weights of the experts that act, or null without groups. */
  readonly experts: Float32Array | null;
  /** (layers, B, D) dialect probabilities, or null without a dialect router. */
  readonly dialects: Float32Array | null;
  /** Mixture layers. */
  readonly layers: number;
}

/** How graphs are compiled. */
export interface StepRunnerOptions {
  readonly device?: DeviceName;
  readonly threads?: number;
  readonly maxGraphs: number;
  /** Whether the base lies in blocks, whose kernels need their own layout. */
  readonly quantized: boolean;
}

/** Compiles and runs `stepFunction` and `treeFunction` for the sizes that come up: a graph per kind of lanes and of pass, and size of batch, pass, cache and prefix. */
export class StepRunner {
  readonly #weights: TextWeights;
  readonly #options: StepRunnerOptions;
  readonly #passes: CompiledPasses;
  #states = new WeakMap<CachePool | SharedPrefix, Map<string, State>>();
  #lanes: ExpertLanes | undefined;

  constructor(weights: TextWeights, options: StepRunnerOptions) {
    this.#weights = weights;
    this.#options = options;
    this.#passes = new CompiledPasses(options.maxGraphs);
  }

  /** Runs one pass on the caches of neighbouring rows and the prefix that they share. @returns empty arrays where no logits are wanted */
  async run(step: Step, lanes: ExpertLanes, caches: StepCaches): Promise<StepResult> {
    const [batch, length] = [step.tokens.length, step.tokens[0]?.length ?? 0];
    const state = this.#stateOf(step.first, batch, { lanes, caches });
    const inputs: Record<string, HostTensor> = {
      tokens: intTensor(Int32Array.from(step.tokens.flat()), [batch, length]),
      starts: intTensor(Int32Array.from(step.starts), [batch]),
      ...(step.last !== null && { last: intTensor(Int32Array.of(step.last), [1]) }),
    };
    const size = `${step.last === null ? 'fill' : 'step'} ${batch} ${length}`;
    const pass = await this.#passOf(size, lanes, caches);
    const { logits, logSumExp, experts, dialects } = await pass.run(
      { ...inputs, ...shared(step, lanes, caches) },
      state,
    );
    return {
      logits: (logits?.data as Float32Array | undefined) ?? new Float32Array(0),
      logSumExp: (logSumExp?.data as Float32Array | undefined) ?? new Float32Array(0),
      experts: (experts?.data as Float32Array | undefined) ?? null,
      dialects: (dialects?.data as Float32Array | undefined) ?? null,
      layers: experts?.shape[0] ?? 0,
    };
  }

  /** Runs a pass over a tree after what a row has read. @returns log-probabilities of its edges, and what fills them up */
  async runTree(step: TreeStep, lanes: ExpertLanes, caches: StepCaches): Promise<Float32Array> {
    const state = this.#stateOf(step.row, 1, { lanes, caches });
    const pass = await this.#passOf('tree', lanes, caches);
    const { logProbs } = await pass.run(
      { ...treeInputs(step.tree, step.start), ...shared(step, lanes, caches) },
      state,
    );
    return logProbs?.data as Float32Array;
  }

  /** Forgets the views of a pool that moved. */
  forget(): void {
    this.#states = new WeakMap();
  }

  /** Frees the graphs. */
  async dispose(): Promise<void> {
    this.forget();
    await this.#passes.clear();
  }

  #stateOf(
    first: number,
    count: number,
    {
      lanes,
      caches: { pool, prefix },
    }: { readonly lanes: ExpertLanes; readonly caches: StepCaches },
  ): State {
    if (lanes !== this.#lanes) this.forget();
    this.#lanes = lanes;
    const owner = prefix ?? pool;
    const states = this.#states.get(owner) ?? new Map<string, State>();
    this.#states.set(owner, states);
    const key = `${first}/${count}`;
    let state = states.get(key);
    if (state === undefined) {
      state = new State();
      const tensors = { ...pool.view(first, count), ...prefix?.tensors, ...lanes.weights };
      for (const [name, tensor] of Object.entries(tensors)) state.adopt(name, tensor);
      states.set(key, state);
    }
    return state;
  }

  #passOf(size: string, lanes: ExpertLanes, { pool, prefix }: StepCaches): Promise<JitFunction> {
    const name = `${size} ${pool.slots} ${prefix?.slots ?? 0} ${lanes.key}`;
    return this.#passes.of(name, () => this.#created(size === 'tree', lanes));
  }

  #created(isTree: boolean, lanes: ExpertLanes): JitFunction {
    const { config, folded, constants, bareConstants } = this.#weights;
    const bare = lanes.bare === true;
    const { device, threads, quantized } = this.#options;
    const laneConfig: LanguageModelConfig = {
      ...config,
      mixture: config.mixture === null || bare ? null : lanes.mixture,
    };
    const caches = Array.from({ length: config.decoder.numLayers }, (_, layer) =>
      Object.values(cacheNames(layer)),
    ).flat() as string[];
    const pass = isTree ? treeFunction : stepFunction;
    return jit(
      (inputs, state) =>
        pass(state, laneConfig, { ...(inputs as unknown as StepInputs & TreeInputs), folded }),
      {
        name: isTree ? 'text-tree' : 'text-step',
        constants: bare ? { ...constants, ...bareConstants } : constants,
        sharedState: caches,
        maxSignatures: 1,
        ...(device !== undefined && { device }),
        ...(threads !== undefined && { threads }),
        ...(quantized && { prepack: true }),
      },
    );
  }
}

/** Inputs that all passes have. */
function shared(
  { groupMask }: Pick<Step, 'groupMask'>,
  { groups }: ExpertLanes,
  { prefix }: StepCaches,
): Record<string, HostTensor> {
  const mask = Float32Array.from(groupMask.flat());
  return {
    ...(prefix !== null && { prefixLength: intTensor(Int32Array.of(prefix.length), [1]) }),
    ...(groups.length > 1 && { groupMask: floatTensor(mask, [groupMask.length, groups.length]) }),
  };
}
