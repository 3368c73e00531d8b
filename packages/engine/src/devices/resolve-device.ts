import { EngineError } from '../engine-error.js';
import { describeDevice } from './describe-devices.js';
import {
  DEVICE_KINDS,
  type Device,
  type DeviceKind,
  type DeviceName,
  type DeviceReport,
} from './device.js';
import { WEBGPU_SESSION_ENTRIES } from './webgpu-device.js';

/** What `auto` tries, in order. `tfjs` is not among them: nothing is compiled there, so the CPU provider is faster. */
const AUTOMATIC: readonly DeviceKind[] = ['cuda', 'webgpu', 'cpu'];

/**
 * Checks the value of a `device` option.
 * @throws {@link EngineError} `DEVICE_UNKNOWN`
 */
export function checkDeviceName(name: unknown): DeviceName {
  const known: readonly string[] = ['auto', ...DEVICE_KINDS];
  if (typeof name === 'string' && known.includes(name)) return name as DeviceName;
  throw new EngineError(
    'DEVICE_UNKNOWN',
    `Expected a device among ${known.join(', ')}, got ${JSON.stringify(name)}. Correct the device option.`,
  );
}

/**
 * Finds the device for a name, and tries it. `auto` takes CUDA, else a graphics card through WebGPU, else the CPU.
 * @throws {@link EngineError} `DEVICE_UNKNOWN` for another name, `DEVICE_UNAVAILABLE` when the named device cannot be
 *   used, with what is missing and how to get it
 */
export async function resolveDevice(name: DeviceName = 'auto'): Promise<Device> {
  checkDeviceName(name);
  if (name !== 'auto') {
    const report = await describeDevice(name);
    if (!report.available) {
      throw new EngineError(
        'DEVICE_UNAVAILABLE',
        `Expected device "${name}" to be available, got: ${report.detail}. ${report.remedy ?? ''}`.trim(),
      );
    }
    return deviceOf(name, `"${name}" was asked for: ${report.detail}`);
  }
  const passed: string[] = [];
  for (const kind of AUTOMATIC) {
    const report = await describeDevice(kind);
    if (report.available && !report.software)
      return deviceOf(kind, [`auto took ${kind}: ${report.detail}`, ...passed].join('; '));
    passed.push(`not ${kind}, because ${whyNot(report)}`);
  }
  throw new EngineError('DEVICE_UNAVAILABLE', passed.join('; ')); // unreachable: the CPU is always available
}

function whyNot({ available, detail }: DeviceReport): string {
  return available ? `it is ${detail}` : detail;
}

function deviceOf(kind: DeviceKind, reason: string): Device {
  return {
    kind,
    reason,
    executionProviders: kind === 'tfjs' ? [] : kind === 'cpu' ? ['cpu'] : [kind, 'cpu'],
    sessionEntries: kind === 'webgpu' ? WEBGPU_SESSION_ENTRIES : {},
  };
}
