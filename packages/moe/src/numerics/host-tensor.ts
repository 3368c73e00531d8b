/** A tensor in host memory, row-major. The shape the engine takes and gives. */
export interface HostTensor {
  readonly data: Float32Array | Int32Array;
  readonly shape: readonly number[];
  readonly dtype: 'float32' | 'int32';
}

/** Named weights of a model in host memory; names follow Hugging Face (`layers.0.self_attn.q_proj.weight`), linear weights are stored (out, in). */
export type HostParameters = Record<string, HostTensor>;

/** A float32 host tensor over `data`. */
export function floatTensor(data: Float32Array, shape: readonly number[]): HostTensor {
  return { data, shape, dtype: 'float32' };
}

/** An int32 host tensor over `data`. */
export function intTensor(data: Int32Array, shape: readonly number[]): HostTensor {
  return { data, shape, dtype: 'int32' };
}
