import { availableParallelism } from 'node:os';
import type { InferenceSession } from 'onnxruntime-common';
import type { Device } from '../devices/device.js';
import type { SessionOptions } from './session-options.js';

/** What a session needs besides the options of the caller. */
export interface SessionContext {
  readonly device: Pick<Device, 'executionProviders' | 'sessionEntries'>;
  /** Folder of the external constants, if there are any. */
  readonly externalFolder: string | undefined;
  /** Whether external constants are widened when the session is created. */
  readonly widens: boolean;
  /** Names of optimisers that need not look at the graph. Default: none. */
  readonly idle?: readonly string[];
}

/** ONNX Runtime's settings for a graph: what the caller, the device and external constants ask for. */
export function sessionSettings(
  {
    threads = availableParallelism(),
    spinning = false,
    keepMemory = true,
    prepack,
  }: SessionOptions,
  { device, externalFolder, widens, idle = [] }: SessionContext,
): InferenceSession.SessionOptions {
  const entries: Record<string, string> = {
    // Denormal numbers in vanishing gradients cost up to a hundred times a normal multiplication.
    'session.set_denormal_as_zero': '1',
    'session.intra_op.allow_spinning': spinning ? '1' : '0',
    ...device.sessionEntries,
  };
  // Our own passes fold transposes into products; those they leave are faster as copies.
  for (const name of ['MatmulTransposeFusion', ...idle]) disableOptimizer(entries, name);
  if (externalFolder !== undefined) {
    entries['session.model_external_initializers_file_folder_path'] = externalFolder;
    // Folding would write second copies of weights that are cast or transposed. Our own passes fold the rest.
    if (!widens) {
      disableOptimizer(entries, 'ConstantFolding');
      disableOptimizer(entries, 'FuseFp16InitializerToFp32NodeTransformer');
    }
  }
  if (!(prepack ?? externalFolder === undefined)) entries['session.disable_prepacking'] = '1';
  return {
    executionProviders: device.executionProviders,
    graphOptimizationLevel: 'all',
    // A memory pattern nearly doubled the memory of a train step (1,686 instead of 914 MB) and saved no time.
    enableMemPattern: false,
    enableCpuMemArena: keepMemory,
    intraOpNumThreads: threads,
    logSeverityLevel: 4, // errors are thrown, not printed too
    extra: entries,
  };
}

function disableOptimizer(entries: Record<string, string>, name: string): void {
  const key = 'optimization.disable_specified_optimizers';
  entries[key] = entries[key] === undefined ? name : `${entries[key]};${name}`;
}
