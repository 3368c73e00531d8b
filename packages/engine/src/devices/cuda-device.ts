import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { listSupportedBackends } from '../runtime/onnx-runtime.js';
import type { DeviceReport } from './device.js';
import { probeProvider } from './probe-session.js';
import { missingLibraries } from './shared-library.js';

/** The files that ONNX Runtime's install script adds for CUDA. */
const PROVIDER_LIBRARIES = [
  'libonnxruntime_providers_shared.so',
  'libonnxruntime_providers_cuda.so',
] as const;

const INSTALL_REMEDY =
  'Run its install script, which downloads them: "npm rebuild onnxruntime-node --onnxruntime-node-install=cuda12", with pnpm allow the build script of onnxruntime-node and set ONNXRUNTIME_NODE_INSTALL=cuda12.';

/** Folder of onnxruntime-node's native libraries for this machine. */
export function runtimeLibraryFolder(): string {
  const main = createRequire(import.meta.url).resolve('onnxruntime-node'); // …/dist/index.js
  return path.join(main, '../../bin/napi-v6', process.platform, process.arch);
}

/** Whether ONNX Runtime's CUDA provider can be used, and if not, what is missing. */
export async function describeCuda(folder = runtimeLibraryFolder()): Promise<DeviceReport> {
  const unavailable = (detail: string, remedy: string): DeviceReport => ({
    kind: 'cuda',
    available: false,
    software: false,
    detail,
    remedy,
  });
  if (!listSupportedBackends().some(({ name }) => name === 'cuda')) {
    return unavailable(
      `onnxruntime-node has no CUDA provider for ${process.platform}-${process.arch}`,
      'CUDA needs linux-x64; use device "webgpu" or "cpu" here.',
    );
  }
  const absent = PROVIDER_LIBRARIES.filter((file) => !existsSync(path.join(folder, file)));
  if (absent.length > 0) {
    return unavailable(
      `ONNX Runtime's CUDA libraries are not installed: ${folder} lacks ${absent.join(' and ')}`,
      INSTALL_REMEDY,
    );
  }
  const missing = missingLibraries(path.join(folder, PROVIDER_LIBRARIES[1]));
  if (missing.length > 0) {
    return unavailable(
      `the dynamic linker does not find ${missing.join(', ')}, which ${PROVIDER_LIBRARIES[1]} needs`,
      'Install the CUDA toolkit and cuDNN in the versions that these names carry, and put their folders into LD_LIBRARY_PATH before Node starts.',
    );
  }
  const failure = await probeProvider('cuda');
  if (failure !== undefined) {
    return unavailable(
      `ONNX Runtime's CUDA provider does not start: ${failure}`,
      'Check with nvidia-smi that the driver sees a card and is new enough for this CUDA version.',
    );
  }
  return { kind: 'cuda', available: true, software: false, detail: `libraries in ${folder}` };
}
