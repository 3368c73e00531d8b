import { elementwise } from '../kernels/elementwise.js';
import { attr, input, single, type KernelCall } from '../kernels/kernel-translation.js';
import { kernelTranslations } from '../kernels/register-kernels.js';
import { asValue, type GraphBuilder } from '../trace/graph-builder.js';
import type { GraphValue } from '../trace/graph-value.js';

/** Loss of all rows of one chunk and what its derivatives need. */
interface ChunkResult {
  /** logsumexp of each row, (C, 1). */
  readonly logSumExp: GraphValue;
  /** Σᵥ pᵥ · weightᵥ, (C, D). */
  readonly expectedRow?: GraphValue;
}

/**
 * The cross-entropy as nodes. Per chunk of C rows there are one tensor of logits and one of probabilities, (C, V), and
 * three matrix products; all else has D columns. With p = softmax(logits) and row weights s:
 *
 *     d hidden = s ⊙ (p·W − (1−ε)·W[t] − ε·mean(W))
 *     d W      = pᵀ·(s ⊙ hidden) − (1−ε)·scatter(t, s ⊙ hidden) − ε/V · Σ_rows s ⊙ hidden
 *
 * logsumexp = max(logits) − log max(p), because the largest probability is exp(0) / Σ.
 */
export function lowerSoftmaxCrossEntropy(call: KernelCall): readonly GraphValue[] {
  const { graph } = call;
  const [hidden, weight, targets, scale] = ['hidden', 'outputWeight', 'targets', 'scale'].map(
    (name) => input(call, name),
  ) as [GraphValue, GraphValue, GraphValue, GraphValue];
  const [N, D] = hidden.shape as [number, number];
  const V = weight.shape[0] as number;
  const smoothing = attr<number>(call, 'labelSmoothing');
  const chunkSize = Math.min(N, attr<number>(call, 'chunkSize'));
  const withGradients = attr<boolean>(call, 'withGradients');
  const math = new Algebra(graph);

  const targetRows = single(graph, 'Gather', [graph.dense(weight), flat(graph, targets)], {
    shape: [N, D],
    dtype: 'float32',
    attributes: { axis: 0 },
  });
  const meanRow = math.reduce('ReduceMean', weight, 0); // (1, D)
  /** Row of the weight that the target distribution expects, (N, D). */
  const wantedRow =
    smoothing === 0
      ? targetRows
      : math.add(math.times(targetRows, 1 - smoothing), math.times(meanRow, smoothing));
  const scaledHidden = math.mul(hidden, scale);

  let dWeight = withGradients
    ? initialWeightGradient(call, { math, scaledHidden, targets, smoothing, V })
    : undefined;
  let previous: readonly GraphValue[] = [];
  const results: ChunkResult[] = [];
  for (let start = 0; start < N; start += chunkSize) {
    const end = Math.min(N, start + chunkSize);
    const rows = after(graph, math.slice(hidden, start, end), previous);
    const logits = math.gemm(rows, weight, { transB: 1 }); // (C, V)
    const probabilities = single(graph, 'Softmax', [graph.dense(logits)], {
      ...logits,
      attributes: { axis: -1 },
    });
    const largest = math.reduce('ReduceMax', probabilities, 1);
    const logSumExp = elementwise(graph, 'Sub', [
      math.reduce('ReduceMax', logits, 1),
      elementwise(graph, 'Log', [largest]),
    ]);
    if (dWeight === undefined) {
      results.push({ logSumExp });
      previous = [logSumExp];
      continue;
    }
    const expectedRow = math.gemm(probabilities, weight, {});
    const rowsOfScaled = math.slice(scaledHidden, start, end);
    dWeight = math.gemm(probabilities, rowsOfScaled, { transA: 1 }, dWeight);
    results.push({ logSumExp, expectedRow });
    previous = [expectedRow, dWeight, logSumExp];
  }

  const logSumExp = math.concat(results.map((each) => each.logSumExp));
  const wantedLogit = math.reduce('ReduceSum', math.mul(hidden, wantedRow), 1); // (N, 1)
  const losses = math.mul(scale, elementwise(graph, 'Sub', [logSumExp, wantedLogit]));
  const loss = single(graph, 'ReduceSum', [graph.dense(losses)], {
    shape: [],
    dtype: 'float32',
    attributes: { keepdims: 0 },
  });
  if (dWeight === undefined) return [loss];
  const expectedRows = math.concat(results.map((each) => each.expectedRow as GraphValue));
  const dHidden = math.mul(scale, elementwise(graph, 'Sub', [expectedRows, wantedRow]));
  return [loss, dHidden, dWeight];
}

/** What of the derivative by the weight does not depend on probabilities. */
function initialWeightGradient(
  call: KernelCall,
  given: {
    readonly math: Algebra;
    readonly scaledHidden: GraphValue;
    readonly targets: GraphValue;
    readonly smoothing: number;
    readonly V: number;
  },
): GraphValue {
  const { math, scaledHidden, targets, smoothing, V } = given;
  const { graph } = call;
  const segmentSum = kernelTranslations['UnsortedSegmentSum'] as (call: KernelCall) => GraphValue;
  const ids = asValue(flat(graph, targets));
  const scattered = segmentSum({
    ...call,
    inputs: { x: math.times(scaledHidden, smoothing - 1), segmentIds: ids },
    attrs: { numSegments: V },
  });
  if (smoothing === 0) return scattered;
  const spread = math.times(math.reduce('ReduceSum', scaledHidden, 0), -smoothing / V);
  return math.add(scattered, spread);
}

/**
 * `rows`, but computable only once `earlier` are computed: appends rows [0, 0) of each. Without it ONNX Runtime may
 * compute the logits of all chunks before it uses the first ones.
 */
function after(graph: GraphBuilder, rows: GraphValue, earlier: readonly GraphValue[]): GraphValue {
  if (earlier.length === 0) return rows;
  const D = rows.shape[1] as number;
  const nothing = earlier.map((value) => {
    const columns = value.shape[1] as number;
    const slice = [graph.int64([0]), graph.int64([0]), graph.int64([0])];
    const none = { shape: [0, columns], dtype: 'float32' as const };
    const empty = single(graph, 'Slice', [graph.dense(value), ...slice], none);
    if (columns === D) return empty.base;
    return single(graph, 'Reshape', [empty.base, graph.int64([0, D])], {
      shape: [0, D],
      dtype: 'float32',
      attributes: { allowzero: 1 },
    }).base;
  });
  return single(graph, 'Concat', [graph.dense(rows), ...nothing], {
    ...rows,
    attributes: { axis: 0 },
  });
}

/** Ids as one axis. */
function flat(graph: GraphBuilder, ids: GraphValue): ReturnType<GraphBuilder['dense']> {
  const shape = [ids.shape[0] as number];
  return single(graph, 'Reshape', [graph.dense(ids), graph.int64(shape)], { shape, dtype: 'int32' })
    .base;
}

/** Float32 matrices as nodes. */
class Algebra {
  readonly #graph: GraphBuilder;

  constructor(graph: GraphBuilder) {
    this.#graph = graph;
  }

  add(a: GraphValue, b: GraphValue): GraphValue {
    return elementwise(this.#graph, 'Add', [a, b]);
  }

  mul(a: GraphValue, b: GraphValue): GraphValue {
    return elementwise(this.#graph, 'Mul', [a, b]);
  }

  times(a: GraphValue, factor: number): GraphValue {
    return this.mul(a, asValue(this.#graph.scalar(factor, 'float32')));
  }

  /** Reduces one axis to size 1. */
  reduce(opType: string, x: GraphValue, axis: 0 | 1): GraphValue {
    return single(this.#graph, opType, [this.#graph.dense(x), this.#graph.int64([axis])], {
      shape: x.shape.with(axis, 1),
      dtype: 'float32',
      attributes: { keepdims: 1 },
    });
  }

  slice(x: GraphValue, start: number, end: number): GraphValue {
    if (start === 0 && end === x.shape[0]) return x;
    const bounds = [start, end, 0].map((bound) => this.#graph.int64([bound]));
    return single(this.#graph, 'Slice', [this.#graph.dense(x), ...bounds], {
      shape: x.shape.with(0, end - start),
      dtype: 'float32',
    });
  }

  concat(parts: readonly GraphValue[]): GraphValue {
    if (parts.length === 1) return parts[0] as GraphValue;
    const rows = parts.reduce((sum, { shape }) => sum + (shape[0] as number), 0);
    return single(
      this.#graph,
      'Concat',
      parts.map((part) => this.#graph.dense(part)),
      {
        shape: (parts[0] as GraphValue).shape.with(0, rows),
        dtype: 'float32',
        attributes: { axis: 0 },
      },
    );
  }

  /** op(a) · op(b) + c. */
  gemm(
    a: GraphValue,
    b: GraphValue,
    { transA = 0, transB = 0 }: { readonly transA?: 0 | 1; readonly transB?: 0 | 1 },
    c?: GraphValue,
  ): GraphValue {
    const operands = [a, b, ...(c === undefined ? [] : [c])].map((each) => this.#graph.dense(each));
    return single(this.#graph, 'Gemm', operands, {
      shape: [a.shape[transA] as number, b.shape[1 - transB] as number],
      dtype: 'float32',
      attributes: { transA, transB },
    });
  }
}
