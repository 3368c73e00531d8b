import type { OnnxAttribute } from '../onnx/onnx-graph.js';
import { asValue } from '../trace/graph-builder.js';
import { uniformValue, type GraphValue } from '../trace/graph-value.js';
import { cast } from './casting.js';
import {
  attr,
  elementwise,
  input,
  requireFloat,
  type KernelCall,
  type KernelTable,
  type KernelTranslation,
} from './kernel-translation.js';

type Attributes = Readonly<Record<string, OnnxAttribute>>;

/** Operator of ONNX with the same meaning, for float32. */
const float =
  (opType: string, attributes?: Attributes): KernelTranslation =>
  (call) =>
    elementwise(
      call.graph,
      opType,
      [requireFloat(call, input(call, 'x'))],
      attributes === undefined ? {} : { attributes },
    );

/** Operator of ONNX with the same meaning, for float32 and int32. */
const numeric =
  (opType: string): KernelTranslation =>
  (call) =>
    elementwise(call.graph, opType, [input(call, 'x')]);

/** Constant of the dtype of `like`. */
function constant({ graph }: KernelCall, element: number, like: GraphValue): GraphValue {
  return asValue(graph.scalar(element, like.dtype));
}

function negate(call: KernelCall): GraphValue {
  const x = input(call, 'x');
  const uniform = uniformValue(x);
  return uniform === undefined
    ? elementwise(call.graph, 'Neg', [x])
    : call.graph.uniform(-uniform, x);
}

/** min(max(x, 0), 6). */
function relu6(call: KernelCall): GraphValue {
  const x = input(call, 'x');
  const positive = elementwise(call.graph, 'Max', [x, constant(call, 0, x)]);
  return elementwise(call.graph, 'Min', [positive, constant(call, 6, x)]);
}

/** 1 where x > 0, `alpha` elsewhere. */
function step(call: KernelCall): GraphValue {
  const x = input(call, 'x');
  const positive = elementwise(call.graph, 'Greater', [x, constant(call, 0, x)], { dtype: 'bool' });
  const alpha = attr<number | undefined>(call, 'alpha') ?? 0;
  if (alpha === 0) return cast(call.graph, positive, x.dtype);
  return elementwise(
    call.graph,
    'Where',
    [positive, constant(call, 1, x), constant(call, alpha, x)],
    { dtype: x.dtype },
  );
}

function clipByValue(call: KernelCall): GraphValue {
  const x = input(call, 'x');
  const raised = elementwise(call.graph, 'Max', [x, constant(call, attr(call, 'clipValueMin'), x)]);
  return elementwise(call.graph, 'Min', [raised, constant(call, attr(call, 'clipValueMax'), x)]);
}

/** dy · (y > 0 ? 1 : y + 1), y = elu(x). */
function eluGrad(call: KernelCall): GraphValue {
  const { graph } = call;
  const [dy, y] = [input(call, 'dy'), input(call, 'y')];
  const one = constant(call, 1, y);
  const positive = elementwise(graph, 'Greater', [y, constant(call, 0, y)], { dtype: 'bool' });
  const slope = elementwise(graph, 'Where', [positive, one, elementwise(graph, 'Add', [y, one])], {
    dtype: y.dtype,
  });
  return elementwise(graph, 'Mul', [dy, slope]);
}

function isFinite(call: KernelCall): GraphValue {
  const { graph } = call;
  const x = requireFloat(call, input(call, 'x'));
  const dtype = 'bool';
  const tests = ['IsNaN', 'IsInf'].map((opType) => elementwise(graph, opType, [x], { dtype }));
  const bad = elementwise(graph, 'Or', tests, { dtype });
  return elementwise(graph, 'Not', [bad], { dtype: 'bool' });
}

function test(opType: string): KernelTranslation {
  return (call) =>
    elementwise(call.graph, opType, [requireFloat(call, input(call, 'x'))], { dtype: 'bool' });
}

/** Functions of one tensor, element by element. */
export const unaryKernels: KernelTable = {
  Abs: numeric('Abs'),
  Acos: float('Acos'),
  Acosh: float('Acosh'),
  Asin: float('Asin'),
  Asinh: float('Asinh'),
  Atan: float('Atan'),
  Atanh: float('Atanh'),
  Ceil: float('Ceil'),
  ClipByValue: clipByValue,
  Cos: float('Cos'),
  Cosh: float('Cosh'),
  Elu: float('Elu'),
  EluGrad: eluGrad,
  Erf: float('Erf'),
  Exp: float('Exp'),
  Expm1: (call) =>
    elementwise(call.graph, 'Sub', [
      float('Exp')(call) as GraphValue,
      constant(call, 1, input(call, 'x')),
    ]),
  Floor: float('Floor'),
  IsFinite: isFinite,
  IsInf: test('IsInf'),
  IsNan: test('IsNaN'),
  LeakyRelu: (call) => float('LeakyRelu', { alpha: { float: attr(call, 'alpha') } })(call),
  Log: float('Log'),
  Log1p: (call) => {
    const x = requireFloat(call, input(call, 'x'));
    return elementwise(call.graph, 'Log', [
      elementwise(call.graph, 'Add', [x, constant(call, 1, x)]),
    ]);
  },
  Neg: negate,
  Prelu: (call) =>
    elementwise(call.graph, 'PRelu', [requireFloat(call, input(call, 'x')), input(call, 'alpha')]),
  Reciprocal: float('Reciprocal'),
  Relu: (call) => {
    const x = input(call, 'x');
    return x.dtype === 'float32'
      ? elementwise(call.graph, 'Relu', [x])
      : elementwise(call.graph, 'Max', [x, constant(call, 0, x)]);
  },
  Relu6: relu6,
  Round: float('Round'),
  Rsqrt: (call) => elementwise(call.graph, 'Reciprocal', [float('Sqrt')(call) as GraphValue]),
  Selu: float('Selu'),
  Sigmoid: float('Sigmoid'),
  Sign: numeric('Sign'),
  Sin: float('Sin'),
  Sinh: float('Sinh'),
  Softplus: float('Softplus'),
  Sqrt: float('Sqrt'),
  Square: (call) => elementwise(call.graph, 'Mul', [input(call, 'x'), input(call, 'x')]),
  Step: step,
  Tan: float('Tan'),
  Tanh: float('Tanh'),
};
