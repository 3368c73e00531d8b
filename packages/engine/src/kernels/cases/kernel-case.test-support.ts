import type { TensorFunction } from '../../eager-reference.test-support.js';
import type { HostDtype } from '../../index.js';
import type { RandomInput } from '../../random-inputs.test-support.js';
import { sizeOf } from '../../tensor-spec.js';

/** Which sizes the shapes of a sample have: one axis empty, all 1, all prime, or anything small. */
export type Sizes = 'empty' | 'one' | 'prime' | 'any';

/** One random call of a kernel. */
export interface KernelSample {
  readonly inputs: readonly RandomInput[];
  readonly fn: TensorFunction;
  /**
   * How the gradient is checked, where the kernel has one and an input is float32: `smooth` against the cpu backend and
   * against differences along a random direction (the default), `kinked` against the cpu backend only, `none` not.
   */
  readonly gradient?: 'smooth' | 'kinked' | 'none';
  /** What to compare with where the cpu backend of TF.js 4.22 is wrong or fails for `fn`. */
  readonly reference?: {
    /** What is wrong. */
    readonly reason: string;
    /** Gives the right result, by other operations of the cpu backend. */
    readonly fn: TensorFunction;
  };
}

/** A row of the table: how to draw calls of one kernel. */
export interface KernelCase {
  readonly kernel: string;
  readonly draw: (draw: Draw) => KernelSample;
}

const PRIMES = [2, 3, 5, 7, 11, 13];

/** Random choices of one sample. */
export class Draw {
  constructor(
    readonly random: () => number,
    readonly sizes: Sizes,
    /** Whether to draw float32 where a kernel takes it, so that each gradient gets a sample. */
    readonly floats = false,
  ) {}

  /** An integer from `from` to `to`, both included. */
  integer(from: number, to: number): number {
    return from + Math.floor(this.random() * (to - from + 1));
  }

  /** One of the choices. */
  pick<T>(choices: readonly T[]): T {
    return choices[this.integer(0, choices.length - 1)] as T;
  }

  /** True half of the time. */
  coin(): boolean {
    return this.random() < 0.5;
  }

  /** A size of one axis; never 0. */
  size(): number {
    if (this.sizes === 'one') return 1;
    return this.sizes === 'prime' ? this.pick(PRIMES) : this.integer(1, 4);
  }

  /** A shape of a rank within the bounds; with sizes `empty`, one axis has none. */
  shape(fromRank = 0, toRank = 4): number[] {
    const length = this.integer(fromRank, this.sizes === 'prime' ? Math.min(toRank, 3) : toRank);
    const shape = Array.from({ length }, () => this.size());
    if (this.sizes === 'empty' && length > 0) shape[this.integer(0, length - 1)] = 0;
    return shape;
  }

  /** Shapes that broadcast to a common one. */
  broadcastShapes(count: number, toRank = 4): number[][] {
    const shape = this.shape(0, toRank);
    return Array.from({ length: count }, () => {
      const own = shape.slice(this.coin() ? 0 : this.integer(0, shape.length));
      return own.map((dim) => (this.random() < 0.25 ? 1 : dim));
    });
  }

  /** An axis of a shape, counted from either end. */
  axis(shape: readonly number[]): number {
    return this.integer(-shape.length, shape.length - 1);
  }

  /** Different axes in any order, none to all; `undefined` means all. */
  axes(shape: readonly number[]): number[] | number | undefined {
    if (this.random() < 0.2) return undefined;
    if (this.random() < 0.2 && shape.length > 0) return this.axis(shape);
    return this.permutation(shape.length)
      .slice(0, this.integer(0, shape.length))
      .map((axis) => (this.coin() ? axis : axis - shape.length));
  }

  /** The numbers below `length` in random order. */
  permutation(length: number): number[] {
    const order = Array.from({ length }, (_, each) => each);
    for (let last = length - 1; last > 0; last--) {
      const other = this.integer(0, last);
      [order[last], order[other]] = [order[other] as number, order[last] as number];
    }
    return order;
  }

  /** One of the dtypes. */
  dtype(choices: readonly HostDtype[] = ['float32', 'int32', 'bool']): HostDtype {
    if (!choices.includes('float32')) return this.pick(choices);
    return this.floats || this.coin() ? 'float32' : this.pick(choices);
  }
}

/** An input of a dtype with small values. */
export function ofDtype(shape: readonly number[], dtype: HostDtype): RandomInput {
  return dtype === 'int32' ? { shape, dtype, from: -9, to: 10 } : { shape, dtype };
}

/** An int32 input, `to` excluded. */
export function integers(shape: readonly number[], from: number, to: number): RandomInput {
  return { shape, dtype: 'int32', from, to };
}

/** Whether a shape has no elements. */
export function isEmpty(shape: readonly number[]): boolean {
  return sizeOf(shape) === 0;
}
