import { elementwise } from '../kernels/elementwise.js';
import { attr, input, single, type KernelCall } from '../kernels/kernel-translation.js';
import { onnxDataType } from '../onnx/encode-model.js';
import { asValue, type GraphBuilder } from '../trace/graph-builder.js';
import type { GraphValue } from '../trace/graph-value.js';

/** Loss of all rows of one chunk and what its derivatives need. */
interface ChunkResult {
  /** logsumexp of each row, (C, 1). */
  readonly logSumExp: GraphValue;
  /** Σᵥ rᵥ · weightᵥ, (C, D). */
  readonly residualRow?: GraphValue;
}

/**
 * The cross-entropy as nodes. Per chunk of C rows there are one tensor of logits and one of probabilities, (C, V), and
 * three matrix products; all else has D columns. With r = softmax(logits) − (1−ε)·onehot(t) and row weights s:
 *
 *     d hidden = s ⊙ (r·W − ε·mean(W))
 *     d W      = rᵀ·(s ⊙ hidden) − ε/V · Σ_rows s ⊙ hidden
 *
 * logsumexp = max(logits) − log max(p), because the largest probability is exp(0) / Σ. The derivative by the weight is
 * added up as (D, V) and transposed once: ONNX Runtime multiplies (D, C) · (C, V) half as fast again as (V, C) · (C, D).
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

  let transposed: GraphValue | undefined; // Σ over chunks of (s ⊙ hidden)ᵀ · r, (D, V)
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
    if (!withGradients) {
      results.push({ logSumExp });
      previous = [logSumExp];
      continue;
    }
    const residual = minusTargets(graph, probabilities, {
      targets: math.slice(targets, start, end),
      amount: 1 - smoothing,
    });
    const residualRow = math.gemm(residual, weight, {});
    const part = math.gemm(math.slice(scaledHidden, start, end), residual, { transA: 1 });
    transposed = transposed === undefined ? part : math.add(transposed, part);
    results.push({ logSumExp, residualRow });
    // A constant weight takes no gradient: its products would be computed for the order alone.
    previous = [residualRow, logSumExp, ...(graph.isConstant(weight) ? [] : [transposed])];
  }

  const logSumExp = math.concat(results.map((each) => each.logSumExp));
  const wantedLogit = math.reduce('ReduceSum', math.mul(hidden, wantedRow), 1); // (N, 1)
  const losses = math.mul(scale, elementwise(graph, 'Sub', [logSumExp, wantedLogit]));
  const loss = single(graph, 'ReduceSum', [graph.dense(losses)], {
    shape: [],
    dtype: 'float32',
    attributes: { keepdims: 0 },
  });
  if (transposed === undefined) return [loss];
  const residualRows = math.concat(results.map((each) => each.residualRow as GraphValue));
  const dWeight = single(graph, 'Transpose', [graph.dense(transposed)], {
    shape: [V, D],
    dtype: 'float32',
    attributes: { perm: [1, 0] },
  });
  if (smoothing === 0) return [loss, math.mul(scale, residualRows), dWeight];
  const unspread = elementwise(graph, 'Sub', [residualRows, math.times(meanRow, smoothing)]);
  const spread = math.times(math.reduce('ReduceSum', scaledHidden, 0), -smoothing / V);
  return [loss, math.mul(scale, unspread), math.add(dWeight, spread)];
}

/**
 * Probabilities minus `amount` at each row's target. Each row has one target, so that no element is changed twice: the
 * CPU kernel of `ScatterND` adds in parallel without a lock. ONNX Runtime reuses the memory of `probabilities`.
 */
function minusTargets(
  graph: GraphBuilder,
  probabilities: GraphValue,
  { targets, amount }: { readonly targets: GraphValue; readonly amount: number },
): GraphValue {
  const C = targets.shape[0] as number;
  const numbers = Int32Array.from({ length: C }, (_, row) => row);
  const rows = graph.operand(numbers, [C, 1], 'int32');
  const pairs = { shape: [C, 2], dtype: 'int32' as const };
  const indices = single(graph, 'Concat', [rows, graph.dense(targets)], {
    ...pairs,
    attributes: { axis: 1 },
  });
  const [wide] = graph.node('Cast', [indices.base], [{ ...pairs, dtype: 'int64' }], {
    attributes: { to: onnxDataType('int64') },
  });
  const changes = graph.operand(new Float32Array(C).fill(-amount), [C], 'float32');
  return single(graph, 'ScatterND', [graph.dense(probabilities), wide, changes], {
    ...probabilities,
    attributes: { reduction: 'add' },
  });
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
      dtype: x.dtype,
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
