import { jit, State, type JitFunction } from '@momq/engine';
import type { Tensor } from '@tensorflow/tfjs-core';
import { MoeError } from '../../errors.js';
import { floatTensor, intTensor, type HostTensor } from '../../numerics/host-tensor.js';
import type { PointerPrefix } from '../model/pointer-batch.js';
import { HIDDEN } from '../../decoder/forward-pass.js';
import type { Beam } from './beam.js';
import type { CodeStep } from './search-codes.js';
import type { RelationSource } from './relation-source.js';
import { decodeStep, type StepInputs } from './decode-step.js';
import { encodePrefix, type PrefixInputs } from './encode-prefix.js';
import type { PointerModelConfig } from '../pointer-config.js';
import type { FoldedModel } from '../../generation/fold-adapters.js';

/** Fixed sizes of a pair of graphs. */
export interface BucketSize {
  /** P, padded. */
  readonly prefixLength: number;
  /** K */
  readonly beamSize: number;
  /** T, capacity of the output cache. */
  readonly maxOutputLength: number;
  /** Threads inside one operator. */
  readonly threads: number;
}

/** The two graphs of one prefix bucket and beam size, and the caches they work on. */
export class BucketDecoder {
  readonly #model: FoldedModel<PointerModelConfig>;
  readonly #size: BucketSize;
  readonly #weights: State;
  readonly #encode: JitFunction;
  readonly #step: JitFunction;
  readonly #caches = new State();

  /** @param weights the model's weights, shared by all buckets: encoding reads them from here */
  constructor(model: FoldedModel<PointerModelConfig>, size: BucketSize, weights: State) {
    this.#model = model;
    this.#weights = weights;
    this.#size = size;
    const { config, parameters } = model;
    const slots = size.beamSize * size.maxOutputLength;
    const encode = (inputs: Record<string, Tensor>, weights: Record<string, Tensor>) => ({
      outputs: encodePrefix(weights, config, inputs as unknown as PrefixInputs, slots),
    });
    const step = (inputs: Record<string, Tensor>, state: Record<string, Tensor>) =>
      decodeStep(state, config, inputs as unknown as StepInputs, state);
    this.#encode = jit(encode, { name: 'encode-prefix', threads: size.threads });
    // constants of the step's graph: the runtime packs them for its kernels once, which matters with few rows
    this.#step = jit(step, { name: 'decode-step', threads: size.threads, constants: parameters });
  }

  /** Encodes a prefix and returns the step function of its search. @throws MoeError `MOE_BAD_INPUT` */
  async start(
    prefix: PointerPrefix,
    relations: RelationSource,
    groupMask: Float32Array,
  ): Promise<CodeStep> {
    const encoded = await this.#encode.run(
      this.#prefixInputs(prefix, relations, groupMask),
      this.#weights,
    );
    for (const [name, tensor] of Object.entries(encoded)) this.#caches.set(name, tensor);
    const { beamSize: K, prefixLength: P } = this.#size;
    const pointable = floatTensor(padded(prefix.pointable, P), [1, P]);
    const groups = floatTensor(
      Float32Array.from(
        { length: K * groupMask.length },
        (_, i) => groupMask[i % groupMask.length] as number,
      ),
      [K, groupMask.length],
    );
    return async (beams) => {
      const inputs = {
        ...this.#stepInputs(beams, prefix.prefixLength, relations),
        pointable,
        groupMask: groups,
      };
      const { logits, routing } = await this.#step.run(inputs, this.#caches);
      return {
        logits: (logits as HostTensor).data as Float32Array,
        stride: this.#model.config.pointer.vocabularySize + P,
        routing: (routing?.data as Float32Array | undefined) ?? new Float32Array(0),
      };
    };
  }

  /** Frees the graphs. */
  async dispose(): Promise<void> {
    await Promise.all([this.#encode.dispose(), this.#step.dispose()]);
  }

  #prefixInputs(
    prefix: PointerPrefix,
    relations: RelationSource,
    groupMask: Float32Array,
  ): Record<string, HostTensor> {
    const { prefixLength: P } = this.#size;
    const { vectorWidth, numFlags } = this.#model.config.pointer;
    const n = prefix.prefixLength;
    requireLength('vectors', prefix.vectors, n * vectorWidth);
    requireLength('types', prefix.types, n);
    requireLength('flags', prefix.flags, n * numFlags);
    requireLength('pointable', prefix.pointable, n);
    requireLength('relations.prefix', relations.prefix, n * n);
    const square = new Int32Array(P * P);
    for (let row = 0; row < n; row += 1)
      square.set(relations.prefix.subarray(row * n, (row + 1) * n), row * P);
    const types = new Int32Array(P);
    types.set(prefix.types);
    return {
      vectors: floatTensor(padded(prefix.vectors, P * vectorWidth), [1, P, vectorWidth]),
      types: intTensor(types, [1, P]),
      flags: floatTensor(padded(prefix.flags, P * numFlags), [1, P, numFlags]),
      prefixMask: floatTensor(new Float32Array(P).fill(1, 0, n), [1, P]),
      relations: intTensor(square, [1, P, P]),
      groupMask: floatTensor(groupMask, [1, groupMask.length]),
    };
  }

  #stepInputs(
    beams: readonly Beam<unknown>[],
    prefixLength: number,
    source: RelationSource,
  ): Record<'codes' | 'relations' | 'mask' | 'placement', HostTensor> {
    const { beamSize: K, prefixLength: P, maxOutputLength: T } = this.#size;
    const columns = P + K * T;
    const codes = new Int32Array(K);
    const relations = new Int32Array(K * columns);
    const mask = new Float32Array(K * columns).fill(HIDDEN);
    const placement = new Float32Array(columns * K);
    beams.forEach(({ outputs, slots }, row) => {
      const index = outputs.length - 1;
      const related = source.row(outputs, index);
      requireLength('relations.row', related, prefixLength + index + 1);
      codes[row] = outputs[index] as number;
      const own = index * K + row;
      placement[(P + own) * K + row] = 1;
      const see = (column: number, relation: number): void => {
        mask[row * columns + column] = 0;
        relations[row * columns + column] = relation;
      };
      for (let position = 0; position < prefixLength; position += 1)
        see(position, related[position] as number);
      [...slots, own].forEach((slot, output) =>
        see(P + slot, related[prefixLength + output] as number),
      );
    });
    // rows without a beam look at the first prefix position, so that their softmax is defined
    for (let row = beams.length; row < K; row += 1) mask[row * columns] = 0;
    return {
      codes: intTensor(codes, [K, 1]),
      relations: intTensor(relations, [K, columns]),
      mask: floatTensor(mask, [K, columns]),
      placement: floatTensor(placement, [columns, K]),
    };
  }
}

function padded(values: Float32Array, length: number): Float32Array {
  const result = new Float32Array(length);
  result.set(values);
  return result;
}

function requireLength(name: string, values: ArrayLike<number>, expected: number): void {
  if (values.length !== expected)
    throw new MoeError(
      'MOE_BAD_INPUT',
      `expected ${expected} values in ${name}, got ${values.length}; fill it for the unpadded prefix`,
    );
}
