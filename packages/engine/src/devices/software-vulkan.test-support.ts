import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { environment } from './environment.js';
import { findVulkanDrivers } from './vulkan-drivers.js';

const driver = fileURLToPath(new URL('../../../../reference/swiftshader/.driver', import.meta.url));

/**
 * Environment in which the tests of WebGPU find SwiftShader, where `reference/swiftshader/fetch.sh` put it and no
 * graphics card is there. It must be set before the process of the tests starts, because the dynamic linker reads
 * `LD_LIBRARY_PATH` only then.
 */
export function softwareVulkan(env: NodeJS.ProcessEnv = environment): Record<string, string> {
  const manifest = `${driver}/vk_swiftshader_icd.json`;
  const { manifests, software } = findVulkanDrivers(env);
  if (!existsSync(manifest) || (manifests.length > 0 && !software)) return {};
  return {
    VK_DRIVER_FILES: manifest,
    LD_LIBRARY_PATH: [driver, env['LD_LIBRARY_PATH']].filter(Boolean).join(':'),
  };
}
