import { existsSync } from 'node:fs';
import path from 'node:path';
import { libraryFolder, listSupportedBackends } from '../runtime/onnx-runtime.js';
import type { DeviceReport } from './device.js';
import { probeProvider } from './probe-session.js';
import { missingLibraries } from './shared-library.js';

/** The files that ONNX Runtime's install script adds for CUDA. */
const PROVIDER_LIBRARIES = [
  'libonnxruntime_providers_shared.so',
  'libonnxruntime_providers_cuda.so',
] as const;

const INSTALL_REMEDY =
  'Install onnxruntime-node 1.30.0 with its install script, which downloads them: "ONNXRUNTIME_NODE_INSTALL=cuda12 npm install onnxruntime-node@1.30.0", with pnpm allow the build script of onnxruntime-node.';

/** Whether ONNX Runtime's CUDA provider can be used, and if not, what is missing. */
export async function describeCuda(folder = libraryFolder): Promise<DeviceReport> {
  const unavailable = (detail: string, remedy: string): DeviceReport => ({
    kind: 'cuda',
    available: false,
    software: false,
    detail,
    remedy,
  });
  if (!listSupportedBackends().some(({ name }) => name === 'cuda')) {
    return unavailable(
      `ONNX Runtime has no CUDA provider for ${process.platform}-${process.arch}`,
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
