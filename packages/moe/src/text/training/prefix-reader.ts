import { jit, State, type JitFunction, type JitOptions } from '@momq/engine';
import { concat, expandDims, type Tensor } from '@tensorflow/tfjs-core';
import { fullAttention } from '../../decoder/forward-pass.js';
import { floatTensor, intTensor, type HostTensor } from '../../numerics/host-tensor.js';
import type { Parameters } from '../../numerics/parameters.js';
import { stateName } from '../../training/train-step.js';
import { causalMask } from '../model/causal-mask.js';
import type { LanguageModelConfig } from '../model/language-model-config.js';
import { languageModelHidden } from '../model/language-model.js';
import { paddedLength } from './text-batch.js';

/** Keys and values of prefixes that are kept when nothing else is asked for: some 100 schemas of a base of half a billion weights. */
export const KEPT_PREFIX_BYTES = 1 << 30;

/** The keys and values of a prefix: (2 · layers, Hkv, L, dh), keys and values of each layer in turn. */
export interface ReadPrefix {
  readonly states: Float32Array;
  readonly length: number;
}

/** How prefixes are read. */
export interface PrefixReaderOptions {
  /** Longest prefix. */
  readonly maxLength: number;
  /** Bytes of keys and values that are kept; the least recently used are thrown away above it, and read again. */
  readonly keptBytes: number;
  readonly jit: JitOptions;
}

/** Reads prefixes with the bare base, once each: nothing of it learns, so keys and values are constants of a run. */
export class PrefixReader {
  readonly #config: LanguageModelConfig;
  readonly #options: PrefixReaderOptions;
  readonly #run: JitFunction;
  readonly #state = State.from({});
  /** By prefix; the last used one is last. */
  readonly #kept = new Map<number, ReadPrefix>();
  #bytes = 0;

  constructor(config: LanguageModelConfig, options: PrefixReaderOptions) {
    this.#config = { ...config, mixture: null };
    this.#options = options;
    const names = Object.keys(options.jit.constants ?? {});
    this.#run = jit(
      (({ tokens }: { tokens: Tensor }, state: Record<string, Tensor>) => {
        const weights = names.map((name) => [
          name.slice(stateName.weight('').length),
          state[name] as Tensor,
        ]);
        return { outputs: { states: this.#states(Object.fromEntries(weights), tokens) } };
      }) as never,
      { ...options.jit, name: 'read-prefix' },
    );
  }

  /** Keys and values of a prefix. @param index the same for the same tokens */
  async read(index: number, tokens: readonly number[]): Promise<ReadPrefix> {
    const known = this.#kept.get(index) ?? (await this.#compute(tokens));
    if (!this.#kept.delete(index)) this.#bytes += known.states.byteLength;
    this.#kept.set(index, known);
    for (const [oldest, { states }] of this.#kept) {
      if (this.#bytes <= this.#options.keptBytes || oldest === index) break;
      this.#kept.delete(oldest);
      this.#bytes -= states.byteLength;
    }
    return known;
  }

  /** Releases the compiled graphs. */
  dispose(): Promise<void> {
    return this.#run.dispose();
  }

  #states(parameters: Parameters, tokens: Tensor): Tensor {
    const bias = causalMask(tokens.shape[1] as number, undefined, { mask: null, segments: null });
    const attend = fullAttention(bias);
    const states: Tensor[] = [];
    languageModelHidden(
      parameters,
      this.#config,
      { tokens },
      {
        attend: (layer, q, k, v) => {
          states.push(expandDims(k, 0), expandDims(v, 0));
          return attend(layer, q, k, v);
        },
      },
    );
    return concat(states, 0);
  }

  async #compute(tokens: readonly number[]): Promise<ReadPrefix> {
    const { numLayers, numKvHeads, headWidth } = this.#config.decoder;
    const padded = paddedLength(tokens.length, this.#options.maxLength);
    const ids = new Int32Array(padded);
    ids.set(tokens);
    const { states } = await this.#run.run({ tokens: intTensor(ids, [1, padded]) }, this.#state);
    const all = states!.data as Float32Array;
    const [own, row] = [tokens.length * headWidth, padded * headWidth];
    const kept = new Float32Array(2 * numLayers * numKvHeads * own);
    for (let head = 0; head < 2 * numLayers * numKvHeads; head += 1)
      kept.set(all.subarray(head * row, head * row + own), head * own);
    return { states: kept, length: tokens.length };
  }
}

/**
 * Prefixes as the inputs of a batch.
 * @param rows one a row of the batch; null for rows without a prefix
 * @returns `prefix` (2 · layers, Hkv, B, L, dh) and `prefixMask` (B, L), L the longest one rounded up
 */
export function prefixTensors(
  rows: readonly (ReadPrefix | null)[],
  { decoder }: LanguageModelConfig,
  maxLength: number,
): { readonly prefix: HostTensor; readonly prefixMask: HostTensor } {
  const { numLayers, numKvHeads, headWidth } = decoder;
  const B = rows.length;
  const L = paddedLength(Math.max(1, ...rows.map((row) => row?.length ?? 0)), maxLength);
  const heads = 2 * numLayers * numKvHeads;
  const states = new Float32Array(heads * B * L * headWidth);
  const mask = new Float32Array(B * L);
  rows.forEach((row, b) => {
    if (row === null) return;
    mask.fill(1, b * L, b * L + row.length);
    const size = row.length * headWidth;
    for (let head = 0; head < heads; head += 1)
      states.set(
        row.states.subarray(head * size, (head + 1) * size),
        (head * B + b) * L * headWidth,
      );
  });
  return {
    prefix: floatTensor(states, [2 * numLayers, numKvHeads, B, L, headWidth]),
    prefixMask: floatTensor(mask, [B, L]),
  };
}
