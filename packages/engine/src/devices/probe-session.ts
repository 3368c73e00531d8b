import type { InferenceSession } from 'onnxruntime-common';
import { encodeModel } from '../onnx/encode-model.js';
import type { OnnxGraph } from '../onnx/onnx-graph.js';
import { createSession } from '../runtime/onnx-runtime.js';
import { GraphBuilder } from '../trace/graph-builder.js';

/**
 * Creates and releases a session of one node on an execution provider.
 * @returns ONNX Runtime's error message, or `undefined` when the provider works
 */
export async function probeProvider(
  provider: InferenceSession.ExecutionProviderConfig,
): Promise<string | undefined> {
  try {
    const session = await createSession(encodeModel(negation()), {
      executionProviders: [provider],
      logSeverityLevel: 4, // the error is thrown, not printed too
    });
    await session.release();
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

function negation(): OnnxGraph {
  const builder = new GraphBuilder();
  const x = builder.input('x', { shape: [1], dtype: 'float32' });
  const [y] = builder.node('Neg', [x.base], [x]);
  return builder.finish(
    'probe',
    new Map([['y', { shape: [1], dtype: 'float32', base: y as never }]]),
  );
}
