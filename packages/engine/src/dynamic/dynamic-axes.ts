import { EngineError } from '../engine-error.js';
import { hostTensor, type HostTensor, type StoredTensor } from '../host-tensor.js';
import type { DynamicShapes } from './dynamic-shapes.js';
import { resize } from './resize.js';

/** Sizes of the dynamic axes in one run, by name. */
export type AxisSizes = ReadonlyMap<string, AxisSize>;

interface AxisSize {
  /** Size that the caller gave. */
  readonly given: number;
  /** Size for which the function is compiled. */
  readonly bucket: number;
}

/** Rounds the sizes of dynamic axes up to their buckets; see {@link DynamicShapes}. */
export class DynamicAxes {
  readonly #fn: string;
  readonly #shapes: DynamicShapes;
  readonly #buckets: ReadonlyMap<string, readonly number[]>;

  /** @throws {@link EngineError} `DYNAMIC_DECLARATION` */
  constructor(fn: string, shapes: DynamicShapes) {
    this.#fn = fn;
    this.#shapes = shapes;
    this.#buckets = new Map(
      Object.entries(shapes.buckets).map(([name, sizes]) => [
        name,
        this.#checkBuckets(name, sizes),
      ]),
    );
    const inInputs = new Set(Object.values(shapes.inputs).flat());
    for (const [kind, records] of [
      ['input', shapes.inputs],
      ['output', shapes.outputs ?? {}],
    ] as const)
      for (const [tensor, axes] of Object.entries(records))
        for (const axis of axes) {
          if (axis === null) continue;
          if (!this.#buckets.has(axis))
            this.#reject(
              `buckets for "${axis}" of ${kind} "${tensor}"`,
              `buckets for ${[...this.#buckets.keys()].join(', ') || 'nothing'}`,
            );
          if (!inInputs.has(axis))
            this.#reject(`an input with the size "${axis}"`, `only output "${tensor}"`);
        }
    for (const [kind, names] of [
      ['padding', Object.keys(shapes.padding ?? {})],
      ['sizes', Object.keys(shapes.sizes ?? {})],
    ] as const)
      for (const name of names) {
        const known = kind === 'padding' ? name in shapes.inputs : inInputs.has(name);
        if (!known) this.#reject(`${kind} for what inputs declare`, `"${name}"`);
      }
  }

  /**
   * The sizes that inputs have and the buckets that hold them.
   * @throws {@link EngineError} `DYNAMIC_TOO_LONG`, `DYNAMIC_DECLARATION`
   */
  measure(inputs: Readonly<Record<string, StoredTensor>>): AxisSizes {
    const sizes = new Map<string, AxisSize>();
    const seen = new Map<string, string>();
    for (const [name, axes] of Object.entries(this.#shapes.inputs)) {
      const shape = inputs[name]?.shape;
      if (shape === undefined) continue; // the function says if it needs it
      if (shape.length !== axes.length)
        this.#reject(
          `input "${name}" with ${axes.length} axes [${axes.join(', ')}]`,
          `shape [${shape.join(', ')}]`,
        );
      axes.forEach((axis, position) => {
        if (axis === null) return;
        const given = shape[position] as number;
        const known = sizes.get(axis);
        if (known === undefined) sizes.set(axis, { given, bucket: this.#bucket(axis, given) });
        else if (known.given !== given)
          this.#reject(
            `one size for "${axis}"`,
            `${known.given} in "${seen.get(axis)}" and ${given} in "${name}"`,
          );
        seen.set(axis, name);
      });
    }
    return sizes;
  }

  /** The inputs filled up to their buckets, with the true sizes added where the function wants them. */
  pad(
    inputs: Readonly<Record<string, StoredTensor>>,
    sizes: AxisSizes,
  ): Record<string, StoredTensor> {
    const padded: Record<string, StoredTensor> = { ...inputs };
    for (const [name, axes] of Object.entries(this.#shapes.inputs)) {
      const tensor = inputs[name];
      if (tensor === undefined) continue;
      const shape = tensor.shape.map(
        (size, position) => sizes.get(axes[position] ?? '')?.bucket ?? size,
      );
      padded[name] = resize(tensor, shape, this.#shapes.padding?.[name] ?? 0);
    }
    for (const [axis, input] of Object.entries(this.#shapes.sizes ?? {})) {
      const size = sizes.get(axis);
      if (size !== undefined) padded[input] = hostTensor([size.given], [], 'int32');
    }
    return padded;
  }

  /**
   * The outputs cut back to the sizes of the inputs.
   * @throws {@link EngineError} `DYNAMIC_DECLARATION` when an output is not as declared
   */
  cut(outputs: Readonly<Record<string, HostTensor>>, sizes: AxisSizes): Record<string, HostTensor> {
    const result: Record<string, HostTensor> = { ...outputs };
    for (const [name, axes] of Object.entries(this.#shapes.outputs ?? {})) {
      const tensor = outputs[name];
      if (tensor === undefined)
        this.#reject(`an output "${name}"`, Object.keys(outputs).join(', ') || 'none');
      const fits =
        tensor.shape.length === axes.length &&
        axes.every(
          (axis, position) => axis === null || sizes.get(axis)?.bucket === tensor.shape[position],
        );
      if (!fits)
        this.#reject(
          `output "${name}" as [${axes.join(', ')}]`,
          `shape [${tensor.shape.join(', ')}]`,
        );
      const shape = tensor.shape.map(
        (size, position) => sizes.get(axes[position] ?? '')?.given ?? size,
      );
      result[name] = resize(tensor, shape, 0) as HostTensor;
    }
    return result;
  }

  #bucket(axis: string, given: number): number {
    const buckets = this.#buckets.get(axis) as readonly number[];
    const bucket = buckets.find((size) => size >= given);
    if (bucket !== undefined) return bucket;
    throw new EngineError(
      'DYNAMIC_TOO_LONG',
      `${this.#fn}: expected "${axis}" up to ${buckets.at(-1)}, its last bucket, got ${given}. Split or shorten the input, or add a larger bucket.`,
    );
  }

  #checkBuckets(axis: string, sizes: readonly number[]): number[] {
    const sorted = [...new Set(sizes)].sort((a, b) => a - b);
    if (sorted.length === 0 || !sorted.every((size) => Number.isSafeInteger(size) && size > 0))
      this.#reject(`positive integers as buckets of "${axis}"`, `[${sizes.join(', ')}]`);
    return sorted;
  }

  #reject(expected: string, got: string): never {
    throw new EngineError(
      'DYNAMIC_DECLARATION',
      `${this.#fn}: expected ${expected}, got ${got}. Correct the dynamic option, or the tensors of the run.`,
    );
  }
}
