import { broadcastShapes } from '../tensor-spec.js';
import { asValue } from '../trace/graph-builder.js';
import { cast } from './cast.js';
import { elementwise } from './elementwise.js';
import { input, type KernelTranslation } from './kernel-translation.js';

/** x for x ≥ 0, alpha · x elsewhere, broadcast. int32 and bool become float32. */
export const preluKernel: KernelTranslation = (call) => {
  const { graph } = call;
  const x = cast(graph, input(call, 'x'), 'float32');
  const alpha = cast(graph, input(call, 'alpha'), 'float32');
  // ONNX broadcasts alpha to x, never x to alpha.
  const wide = { ...x, shape: broadcastShapes([x.shape, alpha.shape]) };
  return elementwise(graph, 'PRelu', [asValue(graph.dense(wide)), alpha]);
};
