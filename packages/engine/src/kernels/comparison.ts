import type { GraphBuilder } from '../trace/graph-builder.js';
import type { GraphValue } from '../trace/graph-value.js';
import { sameShape } from '../tensor-spec.js';
import { cast } from './casting.js';
import {
  elementwise,
  input,
  single,
  type KernelCall,
  type KernelTable,
  type KernelTranslation,
} from './kernel-translation.js';

/** Ordered comparison; bools compare as 0 and 1. */
const compare =
  (opType: string): KernelTranslation =>
  (call) => {
    const operands = [input(call, 'a'), input(call, 'b')].map((value) =>
      value.dtype === 'bool' ? cast(call.graph, value, 'int32') : value,
    );
    return elementwise(call.graph, opType, operands, { dtype: 'bool' });
  };

const logical =
  (opType: string): KernelTranslation =>
  (call) =>
    elementwise(call.graph, opType, [input(call, 'a'), input(call, 'b')], { dtype: 'bool' });

/** `condition ? t : e`. A condition of rank 1 beside tensors of higher rank picks rows, as in TF.js. */
function select(call: KernelCall): GraphValue {
  const { graph } = call;
  const [t, e] = [input(call, 't'), input(call, 'e')];
  let condition = cast(graph, input(call, 'condition'), 'bool');
  if (condition.shape.length === 1 && t.shape.length > 1) {
    const shape = [condition.shape[0] as number, ...t.shape.slice(1).map(() => 1)];
    if (!sameShape(shape, condition.shape)) {
      condition = single(graph, 'Reshape', [graph.dense(condition), graph.int64(shape)], {
        shape,
        dtype: 'bool',
      });
    }
  }
  return where(graph, condition, t, e);
}

/** `condition ? t : e`, element by element. ONNX Runtime has no `Where` for bools: they go through int32. */
export function where(
  graph: GraphBuilder,
  condition: GraphValue,
  t: GraphValue,
  e: GraphValue,
): GraphValue {
  if (t.dtype !== 'bool') return elementwise(graph, 'Where', [condition, t, e], { dtype: t.dtype });
  const chosen = elementwise(
    graph,
    'Where',
    [condition, cast(graph, t, 'int32'), cast(graph, e, 'int32')],
    { dtype: 'int32' },
  );
  return cast(graph, chosen, 'bool');
}

/** Equal … LessEqual, LogicalAnd, LogicalOr, LogicalNot, Select. */
export const comparisonKernels: KernelTable = {
  Equal: compare('Equal'),
  NotEqual: (call) =>
    elementwise(call.graph, 'Not', [compare('Equal')(call) as GraphValue], { dtype: 'bool' }),
  Greater: compare('Greater'),
  GreaterEqual: compare('GreaterOrEqual'),
  Less: compare('Less'),
  LessEqual: compare('LessOrEqual'),
  LogicalAnd: logical('And'),
  LogicalOr: logical('Or'),
  LogicalNot: (call) => elementwise(call.graph, 'Not', [input(call, 'x')], { dtype: 'bool' }),
  Select: select,
};
