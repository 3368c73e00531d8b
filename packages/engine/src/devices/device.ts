import type { InferenceSession } from 'onnxruntime-common';

/** What the `device` option of {@link jit} may ask for; `auto` lets {@link resolveDevice} choose. */
export type DeviceName = 'auto' | DeviceKind;

/**
 * Where a jitted function runs.
 *
 * | kind | what runs it |
 * |---|---|
 * | `cpu` | ONNX Runtime's CPU provider; always there |
 * | `webgpu` | ONNX Runtime's WebGPU provider (Vulkan, Metal or Direct3D 12) |
 * | `cuda` | ONNX Runtime's CUDA provider, whose libraries are an opt-in install |
 * | `tfjs` | nothing is compiled: the function runs eagerly on the best TF.js backend that is installed |
 */
export type DeviceKind = 'cpu' | 'webgpu' | 'cuda' | 'tfjs';

/** Every kind of device, the fastest first where it is available. */
export const DEVICE_KINDS: readonly DeviceKind[] = ['cuda', 'webgpu', 'cpu', 'tfjs'];

/** A device that was found to work. */
export interface Device {
  readonly kind: DeviceKind;
  /** Why this device was taken, in one sentence; for `auto` it also says what stood against the others. */
  readonly reason: string;
  /** ONNX Runtime's execution providers in the order of preference; empty for `tfjs`. */
  readonly executionProviders: readonly InferenceSession.ExecutionProviderConfig[];
  /** ONNX Runtime session configuration entries that this device needs, by their dotted names. */
  readonly sessionEntries: Readonly<Record<string, string>>;
}

/** What {@link describeDevices} says of one device. */
export interface DeviceReport {
  readonly kind: DeviceKind;
  readonly available: boolean;
  /** Runs on a CPU although it is made for graphics cards, as SwiftShader and llvmpipe do. `auto` passes it by. */
  readonly software: boolean;
  /** What was found, or why the device cannot be used. */
  readonly detail: string;
  /** What makes the device available; absent where it is. */
  readonly remedy?: string;
}
