import { jit, State, type JitFunction } from '@momq/engine';
import type { ExternalConstant } from '@momq/engine/safetensors';
import { concat, expandDims, reshape, zeros, type Tensor } from '@tensorflow/tfjs-core';
import type { LanguageModelConfig } from '../model/language-model-config.js';
import type { HostParameters } from '../../numerics/host-tensor.js';
import type { TextTokenizer } from '../../tokenizer/text-tokenizer.js';
import type { ReportParts } from '../../training/training-task.js';
import { stateName } from '../../training/train-step.js';
import { sampleDialectLogits } from './sample-dialect-loss.js';
import { textBatch } from './text-batch.js';
import { textForward, type TextInputs } from './text-losses.js';
import type { TokenizedSample } from './training-sample.js';

/** What the routers decided for one sample. */
interface SampleRouting {
  readonly sample: TokenizedSample;
  /** `weights[layer][token][expert]` */
  readonly weights: readonly (readonly (readonly number[])[])[];
  /** Mean dialect logits; empty without a dialect router. */
  readonly logits: readonly number[];
}

/** Heat maps show the routing of so many tokens of a sample at most, its last ones: the answer and the end of the prompt. */
const HEAT_MAP_TOKENS = 64;

/** Looks at the routers on held-out samples: load of every expert, confusion of dialects, and routing token by token. */
export class TextRouting {
  readonly #config: LanguageModelConfig;
  readonly #constants: readonly string[];
  readonly #run: JitFunction;
  readonly #maxLength: number;

  constructor(
    config: LanguageModelConfig,
    constants: Readonly<Record<string, ExternalConstant>>,
    { maxLength, ...options }: { readonly maxLength: number; readonly threads?: number },
  ) {
    this.#config = config;
    this.#constants = Object.keys(constants);
    this.#maxLength = maxLength;
    this.#run = jit(
      ((inputs: TextInputs, state: Record<string, Tensor>) =>
        this.#decisions(inputs, state)) as never,
      { name: 'routing', constants, ...options },
    );
  }

  /** The report's parts. @param parameters adapters and norms. @param tokenizer for the tokens' texts, null for their ids */
  async reportParts(
    parameters: HostParameters,
    samples: readonly TokenizedSample[],
    tokenizer: TextTokenizer | null,
  ): Promise<Pick<ReportParts, 'expertLoads' | 'confusion' | 'routings'>> {
    const state = State.from(
      Object.fromEntries(
        Object.entries(parameters).map(([name, value]) => [stateName.weight(name), value]),
      ),
    );
    const routed: SampleRouting[] = [];
    for (const sample of samples) routed.push(await this.#route(sample, state));
    return {
      expertLoads: this.#loads(routed),
      confusion: this.#confusion(routed),
      routings: this.#heatMaps(routed, tokenizer),
    };
  }

  /** Releases the compiled graphs. */
  dispose(): Promise<void> {
    return this.#run.dispose();
  }

  #decisions(inputs: TextInputs, state: Record<string, Tensor>) {
    const names = Object.keys(state);
    const all = [...new Set([...names, ...this.#constants])];
    const parameters = Object.fromEntries(
      all.map((name) => [name.slice(stateName.weight('').length), state[name] as Tensor]),
    );
    const run = { config: this.#config, packed: false, checkpointing: null };
    const { routings } = textForward(parameters, run, inputs, null);
    const [batch, length] = inputs.tokens.shape as [number, number];
    const dialectLogits = routings.flatMap(({ dialectLogits: logits }) => logits ?? []);
    const weights = routings.map(({ weights: each }) => expandDims(each, 0));
    return {
      outputs: {
        weights: weights.length === 0 ? zeros([0, batch, length, 0]) : concat(weights, 0),
        logits:
          dialectLogits.length === 0
            ? zeros([batch, 1, 1])
            : reshape(sampleDialectLogits(dialectLogits, inputs, false), [batch, 1, -1]),
      },
    };
  }

  async #route(sample: TokenizedSample, state: State): Promise<SampleRouting> {
    const numGroups = this.#groups().length;
    const shape = { batchSize: 1, numGroups, packed: false, maxLength: this.#maxLength };
    const { tensors } = textBatch([[sample]], { ...shape, scope: 'all' });
    const { weights, logits } = (await this.#run.run(tensors, state)) as Record<
      'weights' | 'logits',
      { data: Float32Array; shape: readonly number[] }
    >;
    const [layers, , length, experts] = weights.shape as [number, number, number, number];
    const row = (layer: number, token: number): number[] => {
      // sentence routing decides once for all tokens
      const start = (layer * length + Math.min(token, length - 1)) * experts;
      return [...weights.data.subarray(start, start + experts)];
    };
    return {
      sample,
      weights: Array.from({ length: layers }, (_, layer) =>
        sample.tokens.map((_token, i) => row(layer, i)),
      ),
      logits: this.#config.mixture?.dialectRouter === true ? [...logits.data] : [],
    };
  }

  #groups() {
    return this.#config.mixture?.groups ?? [];
  }

  #loads(routed: readonly SampleRouting[]): ReportParts['expertLoads'] {
    const layers = routed[0]?.weights.length ?? 0;
    const tokens = routed.reduce((sum, { sample }) => sum + sample.tokens.length, 0);
    return Array.from({ length: layers }, (_, layer) => layer).flatMap((layer) => {
      let first = 0;
      return this.#groups().map(({ name, numExperts }) => {
        const start = first;
        first += numExperts;
        const shares = Array.from({ length: numExperts }, (_, i) => {
          const chosen = routed.flatMap(({ weights }) =>
            (weights[layer] ?? []).filter((row) => (row[start + i] ?? 0) > 0),
          );
          return chosen.length / tokens;
        });
        return { layer, group: name, shares };
      });
    });
  }

  #confusion(routed: readonly SampleRouting[]): ReportParts['confusion'] {
    const dialects = this.#groups().map(({ name }) => name);
    const decided = routed.filter(({ logits }) => logits.length === dialects.length);
    if (decided.length === 0) return null;
    const counts = dialects.map(() => dialects.map(() => 0));
    for (const { sample, logits } of decided)
      counts[sample.dialect]![logits.indexOf(Math.max(...logits))]! += 1;
    return { dialects, counts };
  }

  /** The first sample of each dialect, in the middle layer. */
  #heatMaps(
    routed: readonly SampleRouting[],
    tokenizer: TextTokenizer | null,
  ): ReportParts['routings'] {
    const groups = this.#groups();
    const experts = groups.flatMap(({ name, numExperts }) =>
      Array.from({ length: numExperts }, (_, i) => `${name} ${i + 1}`),
    );
    return groups.flatMap(({ name }, dialect) => {
      const own = routed.find(({ sample }) => sample.dialect === dialect);
      const layer = own?.weights[Math.floor(own.weights.length / 2)];
      if (own === undefined || layer === undefined) return [];
      const shown = layer.slice(-HEAT_MAP_TOKENS);
      const ids = own.sample.tokens.slice(-HEAT_MAP_TOKENS);
      const text = (id: number): string =>
        tokenizer?.decode([id], { skipSpecialTokens: false }) ?? String(id);
      return [
        {
          dialect: name,
          tokens: ids.map(text),
          experts,
          weights: experts.map((_, expert) => shown.map((row) => row[expert] ?? 0)),
        },
      ];
    });
  }
}
