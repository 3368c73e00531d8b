/**
 * Reason of an {@link EngineError}.
 *
 * | code | meaning |
 * |---|---|
 * | `TRACE_READ_VALUE` | the traced function asked for the value of a symbolic tensor (`dataSync`, `arraySync`, …) |
 * | `TRACE_INVALID_RESULT` | the traced function returned something other than records of tensors |
 * | `TRACE_RANDOM` | the traced function drew random numbers in JavaScript, which every run would repeat |
 * | `TRACE_VARIABLE` | the traced function updated a `tf.Variable`, as optimisers do, which no run would see |
 * | `UNSUPPORTED_KERNEL` | the traced function used a TF.js kernel that the engine cannot translate |
 * | `UNSUPPORTED_DTYPE` | a tensor has a dtype the operation or the engine cannot handle |
 * | `INPUT_MISSING` | the traced function read an input or state name that was not given |
 * | `INPUT_SHAPE` | data length and shape of a host tensor disagree, or shapes or axes do not fit an operation |
 * | `INPUT_DTYPE` | data and dtype of a host tensor disagree, or a dtype does not fit an operation |
 * | `STATE_MISSING` | a state name does not exist |
 * | `SESSION_FAILED` | ONNX Runtime rejected the graph |
 * | `RUN_FAILED` | ONNX Runtime failed while running the graph |
 * | `SAFETENSORS_NOT_FOUND` | there is no safetensors file at a path |
 * | `SAFETENSORS_INVALID` | a safetensors file or index breaks the format: header, dtypes, ranges or size |
 * | `SAFETENSORS_MISSING_TENSOR` | a safetensors checkpoint lacks a tensor |
 * | `SAFETENSORS_MISALIGNED` | a tensor of a safetensors file cannot be mapped, as it lies between two elements |
 * | `EXTERNAL_DATA` | a file of external constants is absent, too short, or cannot be reached, or a range in it does not hold its shape |
 * | `GRAPH_TOO_LARGE` | constants inside the graph pass the 2 GB of a protobuf message |
 * | `OUT_OF_MEMORY` | there is not enough memory to create a session or to run it |
 * | `NON_FINITE_VALUE` | with `debug`, a NaN or an infinity in an input, a state or a result |
 * | `SHARED_STATE_HAZARD` | state that is to be updated in place is still read after the update |
 * | `DYNAMIC_DECLARATION` | the `dynamic` option contradicts itself or the tensors of a run |
 * | `DYNAMIC_TOO_LONG` | an axis is longer than its last bucket |
 * | `CACHE_UNUSABLE` | warning: a file of the graph cache was ignored, or could not be written |
 * | `DEVICE_UNKNOWN` | the `device` option is not the name of a device |
 * | `DEVICE_UNAVAILABLE` | a device was asked for that this machine or installation does not have |
 * | `QUANTIZATION_INVALID` | weights cannot be quantised, or not with these bits and this block size |
 * | `OPTION_INVALID` | an option of `jit` is unknown or has a value that cannot be meant |
 * | `TELEMETRY_ON` | warning: ONNX Runtime's telemetry could not be turned off from a worker |
 * | `DISPOSED` | a disposed function was used |
 */
export type EngineErrorCode =
  | 'TRACE_READ_VALUE'
  | 'TRACE_INVALID_RESULT'
  | 'TRACE_RANDOM'
  | 'TRACE_VARIABLE'
  | 'UNSUPPORTED_KERNEL'
  | 'UNSUPPORTED_DTYPE'
  | 'INPUT_MISSING'
  | 'INPUT_SHAPE'
  | 'INPUT_DTYPE'
  | 'STATE_MISSING'
  | 'SESSION_FAILED'
  | 'RUN_FAILED'
  | 'SAFETENSORS_NOT_FOUND'
  | 'SAFETENSORS_INVALID'
  | 'SAFETENSORS_MISSING_TENSOR'
  | 'SAFETENSORS_MISALIGNED'
  | 'EXTERNAL_DATA'
  | 'GRAPH_TOO_LARGE'
  | 'OUT_OF_MEMORY'
  | 'NON_FINITE_VALUE'
  | 'SHARED_STATE_HAZARD'
  | 'DYNAMIC_DECLARATION'
  | 'DYNAMIC_TOO_LONG'
  | 'CACHE_UNUSABLE'
  | 'DEVICE_UNKNOWN'
  | 'DEVICE_UNAVAILABLE'
  | 'QUANTIZATION_INVALID'
  | 'OPTION_INVALID'
  | 'TELEMETRY_ON'
  | 'DISPOSED';

const marker = Symbol.for('momq.engine.error');

/** Error of this package: a stable `code` and a message that says what was expected, what came, and the remedy. */
export class EngineError extends Error {
  override readonly name = 'EngineError';
  /** Machine-readable reason. */
  readonly code: EngineErrorCode;
  private readonly [marker] = true;

  constructor(code: EngineErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }

  /** Whether `value` is an error of this package, also when two copies of it are installed. */
  static isInstance(value: unknown): value is EngineError {
    return typeof value === 'object' && value !== null && marker in value;
  }
}
