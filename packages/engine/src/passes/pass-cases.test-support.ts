import { createSession, Tensor } from '../runtime/onnx-runtime.js';
import { expect } from 'vitest';
import { encodeModel } from '../onnx/encode-model.js';
import type { OnnxGraph } from '../onnx/onnx-graph.js';
import { randomNumbers } from '../random-inputs.test-support.js';
import { sizeOf, type HostDtype } from '../tensor-spec.js';
import { asValue, GraphBuilder, type NodeOptions } from '../trace/graph-builder.js';
import type { GraphValue } from '../trace/graph-value.js';

/** Builds a graph node by node, as a traced function would. */
export class TestGraph {
  readonly #builder = new GraphBuilder();

  /** A float32 input. */
  input(name: string, shape: readonly number[], dtype: HostDtype = 'float32'): GraphValue {
    return this.#builder.input(name, { shape, dtype });
  }

  /** A float32 scalar. */
  scalar(element: number): GraphValue {
    return asValue(this.#builder.scalar(element, 'float32'));
  }

  /** A dense float32 constant. */
  constant(elements: readonly number[], shape: readonly number[] = [elements.length]): GraphValue {
    return asValue(this.#builder.operand(Float32Array.from(elements), shape, 'float32'));
  }

  /** A node with one output; a list of numbers among its inputs becomes int64 axes. */
  node(
    opType: string,
    inputs: readonly (GraphValue | readonly number[])[],
    shape: readonly number[],
    options: NodeOptions & { readonly dtype?: HostDtype } = {},
  ): GraphValue {
    const { dtype = 'float32', ...rest } = options;
    const operands = inputs.map((each) =>
      'base' in each ? this.#builder.dense(each) : this.#builder.int64(each),
    );
    const [output] = this.#builder.node(opType, operands, [{ shape, dtype }], rest);
    return asValue(output as NonNullable<typeof output>);
  }

  /** The graph with the outputs `y0`, `y1`, … */
  finish(...outputs: readonly GraphValue[]): OnnxGraph {
    return this.#builder.finish(
      'test',
      new Map(outputs.map((value, index) => [`y${index}`, value])),
    );
  }
}

/** How often each operator occurs, the `Identity` nodes of outputs left out. */
export function operatorsOf(graph: OnnxGraph): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { opType } of graph.nodes)
    if (opType !== 'Identity') counts[opType] = (counts[opType] ?? 0) + 1;
  return counts;
}

/**
 * Runs a graph on random numbers, float32 between `from` and 1, int32 in 0 … 3. It runs without ONNX Runtime's own
 * optimisations, which would hide what a pass does.
 */
export async function runGraph(graph: OnnxGraph, from = -1): Promise<Record<string, number[]>> {
  const session = await createSession(encodeModel(graph), {
    graphOptimizationLevel: 'disabled',
    intraOpNumThreads: 1,
    logSeverityLevel: 3,
  });
  const random = randomNumbers(1);
  const feeds: Record<string, Tensor> = {};
  for (const { name, shape, dtype } of graph.inputs) {
    const length = sizeOf(shape);
    feeds[name] =
      dtype === 'int32'
        ? new Tensor(
            dtype,
            Int32Array.from({ length }, () => Math.floor(random() * 4)),
            [...shape],
          )
        : new Tensor(
            'float32',
            Float32Array.from({ length }, () => from + random() * (1 - from)),
            [...shape],
          );
  }
  const results = await session.run(feeds);
  await session.release();
  return Object.fromEntries(
    Object.entries(results).map(([name, { data }]) => [name, Array.from(data as Float32Array)]),
  );
}

/** Checks that two graphs with the same inputs compute the same numbers. */
export async function expectSameResults(
  before: OnnxGraph,
  after: OnnxGraph,
  tolerance = 0,
  from = -1,
): Promise<void> {
  const [expected, actual] = [await runGraph(before, from), await runGraph(after, from)];
  expect(Object.keys(actual)).toEqual(Object.keys(expected));
  for (const [name, numbers] of Object.entries(expected)) {
    const result = actual[name] as number[];
    expect(result).toHaveLength(numbers.length);
    const wrong = numbers.findIndex((number, index) => {
      const difference = Math.abs(number - (result[index] as number));
      return !(difference <= tolerance * Math.max(1, Math.abs(number))); // NaN is wrong too
    });
    expect(
      wrong,
      `${name}[${wrong}]: ${result[wrong]} for ${numbers[wrong]}, tolerance ${tolerance}`,
    ).toBe(-1);
  }
}
