import { EngineError } from '../engine-error.js';

/** What ONNX Runtime and V8 say when memory runs out. */
const outOfMemory =
  /bad[ _]alloc|failed to allocate|out of memory|cannot allocate memory|array buffer allocation failed/i;

/** The error of a session that could not be created: `OUT_OF_MEMORY` or `SESSION_FAILED`. */
export function sessionError(name: string, cause: unknown): EngineError {
  const message = messageOf(cause);
  if (outOfMemory.test(message)) {
    return new EngineError(
      'OUT_OF_MEMORY',
      `${name}: expected enough memory to create the session, got: ${message}. Keep weights in files (external constants, prepack: false), compile fewer signatures (maxSignatures), or free memory.`,
      { cause },
    );
  }
  return new EngineError(
    'SESSION_FAILED',
    `${name}: ONNX Runtime rejected the traced graph: ${message}. Check the shapes and dtypes of that operation's operands.`,
    { cause },
  );
}

/** The error of a run that failed: `OUT_OF_MEMORY` or `RUN_FAILED`. */
export function runError(name: string, cause: unknown): EngineError {
  const message = messageOf(cause);
  if (outOfMemory.test(message)) {
    return new EngineError(
      'OUT_OF_MEMORY',
      `${name}: expected enough memory for the values of one run, got: ${message}. Run smaller batches or shorter sequences, or set keepMemory: false.`,
      { cause },
    );
  }
  return new EngineError(
    'RUN_FAILED',
    `${name}: ONNX Runtime failed: ${message}. Check the values of the inputs, indices above all.`,
    { cause },
  );
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
