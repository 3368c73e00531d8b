import { cast } from './cast.js';
import { elementwise, scalarLike } from './elementwise.js';
import { attr, input, requireNumeric, type KernelTranslation } from './kernel-translation.js';

/** 1 where x > 0, `alpha` elsewhere; float32 and int32. */
export const stepKernel: KernelTranslation = (call) => {
  const { graph } = call;
  const x = requireNumeric(call, input(call, 'x'));
  const positive = elementwise(graph, 'Greater', [x, scalarLike(graph, 0, x)], { dtype: 'bool' });
  const alpha = attr<number | undefined>(call, 'alpha') ?? 0;
  if (alpha === 0) return cast(graph, positive, x.dtype);
  const choices = [scalarLike(graph, 1, x), scalarLike(graph, alpha, x)];
  return elementwise(graph, 'Where', [positive, ...choices], { dtype: x.dtype });
};
