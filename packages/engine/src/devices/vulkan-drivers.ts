import { readdirSync, statSync } from 'node:fs';
import { homedir } from 'node:os';
import path from 'node:path';
import { environment } from './environment.js';

/** The Vulkan drivers of a Linux machine, as the Vulkan loader would find them. */
export interface VulkanDrivers {
  /** Driver manifests, absolute paths. */
  readonly manifests: readonly string[];
  /** Whether every driver computes on the CPU, or no graphics card is visible to this process. */
  readonly software: boolean;
}

/** Manifests of drivers that compute on the CPU: SwiftShader, and lavapipe (`lvp`) of Mesa. */
const SOFTWARE_DRIVER = /swiftshader|lvp_icd|llvmpipe|lavapipe/i;

/**
 * Finds driver manifests where the Vulkan loader looks for them: `VK_DRIVER_FILES` or `VK_ICD_FILENAMES` alone when
 * set, else `VK_ADD_DRIVER_FILES` and `vulkan/icd.d` below the configuration and data folders.
 * Source: Vulkan loader, LoaderDriverInterface.md, "Driver discovery on Linux".
 */
export function findVulkanDrivers(env: NodeJS.ProcessEnv = environment): VulkanDrivers {
  const forced = env['VK_DRIVER_FILES'] ?? env['VK_ICD_FILENAMES'];
  const places =
    forced === undefined
      ? [...pathList(env['VK_ADD_DRIVER_FILES']), ...searchFolders(env)]
      : pathList(forced);
  const manifests = [...new Set(places.flatMap(manifestsAt))];
  const software = !hasGraphicsCard() || manifests.every((file) => SOFTWARE_DRIVER.test(file));
  return { manifests, software };
}

function searchFolders(env: NodeJS.ProcessEnv): string[] {
  const home = env['HOME'] ?? homedir();
  const roots = [
    env['XDG_CONFIG_HOME'] ?? path.join(home, '.config'),
    ...pathList(env['XDG_CONFIG_DIRS'] ?? '/etc/xdg'),
    '/usr/local/etc',
    '/etc',
    env['XDG_DATA_HOME'] ?? path.join(home, '.local/share'),
    ...pathList(env['XDG_DATA_DIRS'] ?? '/usr/local/share:/usr/share'),
  ];
  return roots.map((root) => path.join(root, 'vulkan/icd.d'));
}

function pathList(value: string | undefined): string[] {
  return (value ?? '').split(':').filter((entry) => entry !== '');
}

function manifestsAt(place: string): string[] {
  const stat = statSync(place, { throwIfNoEntry: false });
  if (stat === undefined) return [];
  if (!stat.isDirectory()) return [path.resolve(place)];
  return readdirSync(place)
    .filter((file) => file.endsWith('.json'))
    .map((file) => path.resolve(place, file));
}

/** Mesa installs manifests for cards that a machine does not have, so the device files decide. */
function hasGraphicsCard(): boolean {
  return [
    { folder: '/dev/dri', name: /^renderD\d+$/ },
    { folder: '/dev', name: /^(nvidia\d+|dxg|kgsl-3d0|mali0)$/ },
  ].some(
    ({ folder, name }) =>
      statSync(folder, { throwIfNoEntry: false })?.isDirectory() === true &&
      readdirSync(folder).some((file) => name.test(file)),
  );
}
