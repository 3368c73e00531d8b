import * as tf from '@tensorflow/tfjs-core';
import { TRACE_BACKEND, type TraceBackend } from '../trace/trace-backend.js';
import type { GraphValue } from '../trace/graph-value.js';
import { kernelError } from '../trace/operand-error.js';
import type { KernelCall, KernelTable, KernelTranslation } from './kernel-translation.js';
import { absKernel } from './abs.js';
import { acosKernel } from './acos.js';
import { acoshKernel } from './acosh.js';
import { addKernel } from './add.js';
import { addNKernel } from './add-n.js';
import { allKernel } from './all.js';
import { anyKernel } from './any.js';
import { argMaxKernel } from './arg-max.js';
import { argMinKernel } from './arg-min.js';
import { asinKernel } from './asin.js';
import { asinhKernel } from './asinh.js';
import { atanKernel } from './atan.js';
import { atan2Kernel } from './atan2.js';
import { atanhKernel } from './atanh.js';
import { batchMatMulKernel } from './batch-mat-mul.js';
import { broadcastToKernel } from './broadcast-to.js';
import { castKernel } from './cast.js';
import { ceilKernel } from './ceil.js';
import { clipByValueKernel } from './clip-by-value.js';
import { concatKernel } from './concat.js';
import { cosKernel } from './cos.js';
import { coshKernel } from './cosh.js';
import { cumprodKernel } from './cumprod.js';
import { cumsumKernel } from './cumsum.js';
import { einsumKernel } from './einsum.js';
import { eluKernel } from './elu.js';
import { eluGradKernel } from './elu-grad.js';
import { equalKernel } from './equal.js';
import { erfKernel } from './erf.js';
import { expKernel } from './exp.js';
import { expandDimsKernel } from './expand-dims.js';
import { expm1Kernel } from './expm1.js';
import { fillKernel } from './fill.js';
import { floorKernel } from './floor.js';
import { floorDivKernel } from './floor-div.js';
import { gatherNdKernel } from './gather-nd.js';
import { gatherV2Kernel } from './gather-v2.js';
import { greaterKernel } from './greater.js';
import { greaterEqualKernel } from './greater-equal.js';
import { identityKernel } from './identity.js';
import { isFiniteKernel } from './is-finite.js';
import { isInfKernel } from './is-inf.js';
import { isNanKernel } from './is-nan.js';
import { leakyReluKernel } from './leaky-relu.js';
import { lessKernel } from './less.js';
import { lessEqualKernel } from './less-equal.js';
import { linSpaceKernel } from './lin-space.js';
import { logKernel } from './log.js';
import { log1pKernel } from './log1p.js';
import { logicalAndKernel } from './logical-and.js';
import { logicalNotKernel } from './logical-not.js';
import { logicalOrKernel } from './logical-or.js';
import { logSoftmaxKernel } from './log-softmax.js';
import { maxKernel } from './max.js';
import { maximumKernel } from './maximum.js';
import { meanKernel } from './mean.js';
import { minKernel } from './min.js';
import { minimumKernel } from './minimum.js';
import { modKernel } from './mod.js';
import { multinomialKernel } from './multinomial.js';
import { multiplyKernel } from './multiply.js';
import { negKernel } from './neg.js';
import { notEqualKernel } from './not-equal.js';
import { oneHotKernel } from './one-hot.js';
import { onesLikeKernel } from './ones-like.js';
import { packKernel } from './pack.js';
import { padV2Kernel } from './pad-v2.js';
import { powKernel } from './pow.js';
import { preluKernel } from './prelu.js';
import { prodKernel } from './prod.js';
import { rangeKernel } from './range.js';
import { realDivKernel } from './real-div.js';
import { reciprocalKernel } from './reciprocal.js';
import { reluKernel } from './relu.js';
import { relu6Kernel } from './relu6.js';
import { reshapeKernel } from './reshape.js';
import { reverseKernel } from './reverse.js';
import { roundKernel } from './round.js';
import { rsqrtKernel } from './rsqrt.js';
import { scatterNdKernel } from './scatter-nd.js';
import { selectKernel } from './select.js';
import { seluKernel } from './selu.js';
import { sigmoidKernel } from './sigmoid.js';
import { signKernel } from './sign.js';
import { sinKernel } from './sin.js';
import { sinhKernel } from './sinh.js';
import { sliceKernel } from './slice.js';
import { softmaxKernel } from './softmax.js';
import { softplusKernel } from './softplus.js';
import { splitVKernel } from './split-v.js';
import { sqrtKernel } from './sqrt.js';
import { squareKernel } from './square.js';
import { squaredDifferenceKernel } from './squared-difference.js';
import { stepKernel } from './step.js';
import { stridedSliceKernel } from './strided-slice.js';
import { subKernel } from './sub.js';
import { sumKernel } from './sum.js';
import { tanKernel } from './tan.js';
import { tanhKernel } from './tanh.js';
import { tensorScatterUpdateKernel } from './tensor-scatter-update.js';
import { tileKernel } from './tile.js';
import { topKKernel } from './top-k.js';
import { transposeKernel } from './transpose.js';
import { unpackKernel } from './unpack.js';
import { unsortedSegmentSumKernel } from './unsorted-segment-sum.js';
import { zerosLikeKernel } from './zeros-like.js';
import { fusedMatMulKernel } from './fused-mat-mul.js';
import { momqRandomUniformKernel, RANDOM_UNIFORM_KERNEL } from './momq-random-uniform.js';

/** Every kernel that the engine translates, by TF.js's name; each is in a file of that name. */
export const kernelTranslations: KernelTable = {
  Abs: absKernel,
  Acos: acosKernel,
  Acosh: acoshKernel,
  Add: addKernel,
  AddN: addNKernel,
  All: allKernel,
  Any: anyKernel,
  ArgMax: argMaxKernel,
  ArgMin: argMinKernel,
  Asin: asinKernel,
  Asinh: asinhKernel,
  Atan: atanKernel,
  Atan2: atan2Kernel,
  Atanh: atanhKernel,
  BatchMatMul: batchMatMulKernel,
  BroadcastTo: broadcastToKernel,
  Cast: castKernel,
  Ceil: ceilKernel,
  ClipByValue: clipByValueKernel,
  Concat: concatKernel,
  Cos: cosKernel,
  Cosh: coshKernel,
  Cumprod: cumprodKernel,
  Cumsum: cumsumKernel,
  Einsum: einsumKernel,
  Elu: eluKernel,
  EluGrad: eluGradKernel,
  Equal: equalKernel,
  Erf: erfKernel,
  Exp: expKernel,
  ExpandDims: expandDimsKernel,
  Expm1: expm1Kernel,
  Fill: fillKernel,
  Floor: floorKernel,
  FloorDiv: floorDivKernel,
  GatherNd: gatherNdKernel,
  GatherV2: gatherV2Kernel,
  Greater: greaterKernel,
  GreaterEqual: greaterEqualKernel,
  Identity: identityKernel,
  IsFinite: isFiniteKernel,
  IsInf: isInfKernel,
  IsNan: isNanKernel,
  LeakyRelu: leakyReluKernel,
  Less: lessKernel,
  LessEqual: lessEqualKernel,
  LinSpace: linSpaceKernel,
  Log: logKernel,
  Log1p: log1pKernel,
  LogicalAnd: logicalAndKernel,
  LogicalNot: logicalNotKernel,
  LogicalOr: logicalOrKernel,
  LogSoftmax: logSoftmaxKernel,
  Max: maxKernel,
  Maximum: maximumKernel,
  Mean: meanKernel,
  Min: minKernel,
  Minimum: minimumKernel,
  Mod: modKernel,
  Multinomial: multinomialKernel,
  Multiply: multiplyKernel,
  Neg: negKernel,
  NotEqual: notEqualKernel,
  OneHot: oneHotKernel,
  OnesLike: onesLikeKernel,
  Pack: packKernel,
  PadV2: padV2Kernel,
  Pow: powKernel,
  Prelu: preluKernel,
  Prod: prodKernel,
  Range: rangeKernel,
  RealDiv: realDivKernel,
  Reciprocal: reciprocalKernel,
  Relu: reluKernel,
  Relu6: relu6Kernel,
  Reshape: reshapeKernel,
  Reverse: reverseKernel,
  Round: roundKernel,
  Rsqrt: rsqrtKernel,
  ScatterNd: scatterNdKernel,
  Select: selectKernel,
  Selu: seluKernel,
  Sigmoid: sigmoidKernel,
  Sign: signKernel,
  Sin: sinKernel,
  Sinh: sinhKernel,
  Slice: sliceKernel,
  Softmax: softmaxKernel,
  Softplus: softplusKernel,
  SplitV: splitVKernel,
  Sqrt: sqrtKernel,
  Square: squareKernel,
  SquaredDifference: squaredDifferenceKernel,
  Step: stepKernel,
  StridedSlice: stridedSliceKernel,
  Sub: subKernel,
  Sum: sumKernel,
  Tan: tanKernel,
  Tanh: tanhKernel,
  TensorScatterUpdate: tensorScatterUpdateKernel,
  Tile: tileKernel,
  TopK: topKKernel,
  Transpose: transposeKernel,
  Unpack: unpackKernel,
  UnsortedSegmentSum: unsortedSegmentSumKernel,
  ZerosLike: zerosLikeKernel,
  _FusedMatMul: fusedMatMulKernel,
  [RANDOM_UNIFORM_KERNEL]: momqRandomUniformKernel,
};

/** Registers the translations as kernels of the tracing backend; a second call changes nothing. */
export function registerKernels(): void {
  for (const [kernelName, translate] of Object.entries(kernelTranslations)) {
    if (tf.getKernel(kernelName, TRACE_BACKEND) !== undefined) continue;
    tf.registerKernel({
      kernelName,
      backendName: TRACE_BACKEND,
      kernelFunc: asKernel(kernelName, translate),
    });
  }
}

function asKernel(kernelName: string, translate: KernelTranslation): tf.KernelFunc {
  return (params) => {
    const backend = params.backend as TraceBackend;
    const inputs: Record<string, GraphValue> = {};
    for (const [name, info] of Object.entries(params.inputs)) {
      if (info != null) inputs[name] = backend.graphValueOf(info);
    }
    const call = { kernelName, graph: backend.graph, inputs, attrs: params.attrs ?? {} };
    const result = translateCall(translate, call);
    return Array.isArray(result)
      ? result.map((value: GraphValue) => backend.tensorInfo(value))
      : backend.tensorInfo(result as GraphValue);
  };
}

/** @throws {@link EngineError} `INPUT_SHAPE` that names the kernel, when its operands do not fit */
function translateCall(
  translate: KernelTranslation,
  call: KernelCall,
): ReturnType<KernelTranslation> {
  try {
    return translate(call);
  } catch (error) {
    throw kernelError(call.kernelName, call.inputs, error);
  }
}
