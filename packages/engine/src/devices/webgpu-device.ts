import { listSupportedBackends } from '../runtime/onnx-runtime.js';
import type { DeviceReport } from './device.js';
import { probeProvider } from './probe-session.js';
import { findVulkanDrivers } from './vulkan-drivers.js';

/**
 * ONNX Runtime merges transposes and scales into a matrix product of its own, `FusedMatMul`, which the WebGPU provider lacks, so
 * that the product would run on the CPU, with copies both ways, in every layer.
 */
export const WEBGPU_SESSION_ENTRIES: Readonly<Record<string, string>> = {
  'optimization.disable_specified_optimizers': 'MatmulTransposeFusion;MatMulScaleFusion',
};

const DRIVER_REMEDY =
  'Install the Vulkan loader (Debian: libvulkan1) and the driver of your card (NVIDIA: its driver package; AMD and Intel: mesa-vulkan-drivers), or name the driver manifest in VK_DRIVER_FILES.';

/** Whether ONNX Runtime's WebGPU provider finds an adapter, and whether that is a graphics card. */
export async function describeWebGpu(): Promise<DeviceReport> {
  const kind = 'webgpu';
  if (!listSupportedBackends().some(({ name }) => name === 'webgpu')) {
    return {
      kind,
      available: false,
      software: false,
      detail: `ONNX Runtime has no WebGPU provider for ${process.platform}-${process.arch}`,
      remedy: 'Use device "cpu"; the provider exists for linux-x64, darwin-arm64 and win32.',
    };
  }
  const vulkan = process.platform === 'linux' ? findVulkanDrivers() : undefined;
  if (vulkan?.manifests.length === 0) {
    return {
      kind,
      available: false,
      software: false,
      detail: 'no Vulkan driver is installed',
      remedy: DRIVER_REMEDY,
    };
  }
  const software = vulkan?.software ?? false;
  const failure = await probeProvider('webgpu');
  if (failure !== undefined) {
    const where = vulkan === undefined ? '' : ` with ${vulkan.manifests.join(', ')}`;
    return {
      kind,
      available: false,
      software,
      detail: `ONNX Runtime found no WebGPU adapter${where}: ${lastSentence(failure)}`,
      remedy: process.platform === 'linux' ? DRIVER_REMEDY : "Update the graphics card's driver.",
    };
  }
  const driver = vulkan === undefined ? "the system's driver" : vulkan.manifests.join(', ');
  return {
    kind,
    available: true,
    software,
    detail: software ? `a software adapter (${driver}), which computes on the CPU` : driver,
  };
}

/** ONNX Runtime puts source file and C++ signature before what went wrong. */
function lastSentence(message: string): string {
  return message.slice(message.lastIndexOf(' was false. ') + 1).replace(/^was false\. /, '');
}
