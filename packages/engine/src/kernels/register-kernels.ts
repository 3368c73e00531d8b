import * as tf from '@tensorflow/tfjs-core';
import { TRACE_BACKEND, type TraceBackend } from '../trace/trace-backend.js';
import type { GraphValue } from '../trace/graph-value.js';
import { kernelError } from '../trace/operand-error.js';
import { arithmeticKernels } from './arithmetic.js';
import { castingKernels } from './casting.js';
import { comparisonKernels } from './comparison.js';
import { creationKernels } from './creation.js';
import { indexingKernels } from './indexing.js';
import type { KernelCall, KernelTable, KernelTranslation } from './kernel-translation.js';
import { matmulKernels } from './matmul.js';
import { reductionKernels } from './reduction.js';
import { shapeKernels } from './shape.js';
import { slicingKernels } from './slicing.js';
import { unaryKernels } from './unary.js';

/** Every TF.js kernel that the engine translates. */
export const kernelTranslations: KernelTable = {
  ...arithmeticKernels,
  ...castingKernels,
  ...comparisonKernels,
  ...creationKernels,
  ...indexingKernels,
  ...matmulKernels,
  ...reductionKernels,
  ...shapeKernels,
  ...slicingKernels,
  ...unaryKernels,
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
