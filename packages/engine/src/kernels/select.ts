import type { GraphBuilder } from '../trace/graph-builder.js';
import type { GraphValue } from '../trace/graph-value.js';
import { cast } from './cast.js';
import { elementwise } from './elementwise.js';
import { input, type KernelTranslation } from './kernel-translation.js';
import { reshape } from './reshape.js';

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

/** `condition ? t : e`; any dtype. A condition of rank 1 beside tensors of higher rank picks rows, as in TF.js. */
export const selectKernel: KernelTranslation = (call) => {
  const { graph } = call;
  const [t, e] = [input(call, 't'), input(call, 'e')];
  const condition = cast(graph, input(call, 'condition'), 'bool');
  const { shape } = condition;
  const picksRows = shape.length === 1 && t.shape.length > 1;
  const rows = picksRows ? [...shape, ...t.shape.slice(1).map(() => 1)] : shape;
  return where(graph, reshape(graph, condition, rows), t, e);
};
