import { resolveDevice } from '../devices/resolve-device.js';
import { findTfjsBackend } from '../devices/tfjs-backend.js';
import { EngineError } from '../engine-error.js';
import { CompiledProgram, type ProgramSource } from './compiled-program.js';
import { EagerJitProgram } from './eager-jit-program.js';
import type { JitOptions } from './jit-options.js';
import type { JitProgram } from './jit-program.js';

/**
 * Finds the device and prepares a function for it.
 * @throws {@link EngineError} `DEVICE_UNKNOWN`, `DEVICE_UNAVAILABLE`
 */
export async function openProgram(
  source: Omit<ProgramSource, 'device'>,
  options: JitOptions,
): Promise<JitProgram> {
  const device = await resolveDevice(options.device ?? 'cpu');
  if (device.kind !== 'tfjs') return new CompiledProgram({ ...source, device }, options);
  const { backend, rejected } = await findTfjsBackend();
  if (backend === undefined)
    throw new EngineError('DEVICE_UNAVAILABLE', `No TF.js backend works: ${rejected.join('; ')}.`);
  return new EagerJitProgram({ ...source, device }, options, backend);
}
