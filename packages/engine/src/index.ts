/**
 * Runs TF.js programs at native speed: `jit` traces a function of TF.js operations into one ONNX graph and runs it
 * with ONNX Runtime. Importing this module registers the TF.js gradients.
 * @module
 */
import * as tf from '@tensorflow/tfjs-core';
import { registerGradients } from './gradients/register-gradients.js';

registerGradients();

export { tf };
export { describeDevices } from './devices/describe-devices.js';
export type { Device, DeviceKind, DeviceName, DeviceReport } from './devices/device.js';
export { resolveDevice } from './devices/resolve-device.js';
export type { DynamicShapes } from './dynamic/dynamic-shapes.js';
export { engineIdentity } from './cache/engine-version.js';
export { EngineError, type EngineErrorCode } from './engine-error.js';
export { hostTensor, type HostTensor, type StoredTensor } from './host-tensor.js';
export { installedPackage, type InstalledPackage } from './installed-package.js';
export { jit, type JitFunction } from './jit.js';
export type { EngineWarning } from './session/engine-warning.js';
export type { JitOptions } from './session/jit-options.js';
export type { SessionOptions } from './session/session-options.js';
export { State } from './state.js';
export type { HostDtype, StorageDtype, TensorSpec } from './tensor-spec.js';
export type { TensorRecord, TraceableFunction, TracedResult } from './trace/trace-function.js';
