import { cast } from './cast.js';
import { elementwise } from './elementwise.js';
import {
  input,
  requireFloat,
  requireNumeric,
  type KernelTranslation,
} from './kernel-translation.js';

/** A function of one float32 tensor that ONNX has too. */
export const floatOperator =
  (opType: string): KernelTranslation =>
  (call) =>
    elementwise(call.graph, opType, [requireFloat(call, input(call, 'x'))]);

/** A function of one tensor that ONNX has for float32, to which TF.js converts other dtypes. */
export const castingOperator =
  (opType: string): KernelTranslation =>
  (call) =>
    elementwise(call.graph, opType, [cast(call.graph, input(call, 'x'), 'float32')]);

/** A function of one float32 or int32 tensor that ONNX has too. */
export const numericOperator =
  (opType: string): KernelTranslation =>
  (call) =>
    elementwise(call.graph, opType, [requireNumeric(call, input(call, 'x'))]);

/** A test that ONNX has for float32; of other dtypes it is asked after a conversion. */
export const floatTest =
  (opType: string): KernelTranslation =>
  (call) =>
    elementwise(call.graph, opType, [cast(call.graph, input(call, 'x'), 'float32')], {
      dtype: 'bool',
    });

/** A function of two float32 or int32 tensors that ONNX has too. */
export const numericBinaryOperator =
  (opType: string): KernelTranslation =>
  (call) =>
    elementwise(call.graph, opType, [
      requireNumeric(call, input(call, 'a')),
      requireNumeric(call, input(call, 'b')),
    ]);
