import { cast } from './cast.js';
import { elementwise } from './elementwise.js';
import { input, type KernelTranslation } from './kernel-translation.js';

/** Comparison of two tensors that ONNX has for numbers; bools compare as 0 and 1. */
export const comparison =
  (opType: string): KernelTranslation =>
  (call) => {
    const operands = [input(call, 'a'), input(call, 'b')].map((value) =>
      value.dtype === 'bool' ? cast(call.graph, value, 'int32') : value,
    );
    return elementwise(call.graph, opType, operands, { dtype: 'bool' });
  };
