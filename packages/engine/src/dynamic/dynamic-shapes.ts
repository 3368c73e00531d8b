/**
 * Axes whose sizes change from run to run. Each named size is rounded up to a bucket, inputs are padded to it, and
 * outputs are cut back, so that the function is compiled once per combination of buckets.
 *
 * What the function computes must not depend on the padding: give it a mask, or take the true sizes as inputs (`sizes`).
 *
 * @example
 * ```ts
 * jit(encode, {
 *   dynamic: {
 *     inputs: { ids: ['batch', 'length'], mask: ['batch', 'length'] },
 *     outputs: { vectors: ['batch', null] },
 *     buckets: { batch: [1, 8], length: [32, 64, 128] },
 *   },
 * });
 * ```
 */
export interface DynamicShapes {
  /** Axes of inputs: the name of a size, or null for an axis that is as it is. Inputs that are left out are not padded. */
  readonly inputs: Readonly<Record<string, readonly (string | null)[]>>;
  /** Axes of outputs that have a named size, to be cut back. Outputs that are left out are returned whole. */
  readonly outputs?: Readonly<Record<string, readonly (string | null)[]>>;
  /** Sizes for which the function is compiled, for every name; positive integers. */
  readonly buckets: Readonly<Record<string, readonly number[]>>;
  /** Value that fills an input up. Default 0 (false). */
  readonly padding?: Readonly<Record<string, number>>;
  /** Input under which the function gets a true size, an int32 scalar, by the name of the size. Default: none. */
  readonly sizes?: Readonly<Record<string, string>>;
}
