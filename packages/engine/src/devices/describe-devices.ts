import { availableParallelism } from 'node:os';
import { describeCuda } from './cuda-device.js';
import { DEVICE_KINDS, type DeviceKind, type DeviceReport } from './device.js';
import { describeTfjs } from './tfjs-backend.js';
import { describeWebGpu } from './webgpu-device.js';

const describers: Readonly<Record<DeviceKind, () => Promise<DeviceReport>>> = {
  cuda: () => describeCuda(),
  webgpu: describeWebGpu,
  cpu: () =>
    Promise.resolve({
      kind: 'cpu',
      available: true,
      software: false,
      detail: `ONNX Runtime on ${availableParallelism()} threads`,
    }),
  tfjs: () => describeTfjs(),
};

/**
 * Tries every device and reports which are available, and what is missing for those that are not. Nothing is
 * installed or downloaded.
 *
 * @example
 * ```ts
 * for (const { kind, available, detail, remedy } of await describeDevices())
 *   console.log(kind, available ? 'yes' : 'no', detail, remedy ?? '');
 * ```
 */
export async function describeDevices(): Promise<DeviceReport[]> {
  const reports: DeviceReport[] = [];
  for (const kind of DEVICE_KINDS) reports.push(await describeDevice(kind));
  return reports;
}

/** Tries one device. */
export function describeDevice(kind: DeviceKind): Promise<DeviceReport> {
  return describers[kind]();
}
