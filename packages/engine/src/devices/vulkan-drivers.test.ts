import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findVulkanDrivers } from './vulkan-drivers.js';

describe('findVulkanDrivers', () => {
  let folder = '';
  let manifest = '';
  beforeAll(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'momq-vulkan-'));
    mkdirSync(path.join(folder, 'vulkan/icd.d'), { recursive: true });
    manifest = path.join(folder, 'vulkan/icd.d/vk_swiftshader_icd.json');
    writeFileSync(manifest, '{}');
    writeFileSync(path.join(folder, 'vulkan/icd.d/readme.txt'), '');
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  it('takes the files and folders that VK_DRIVER_FILES names, and nothing else', () => {
    const missing = path.join(folder, 'missing.json');
    expect(
      findVulkanDrivers({ VK_DRIVER_FILES: `${manifest}:${missing}`, XDG_DATA_DIRS: folder }),
    ).toEqual({ manifests: [manifest], software: true });
    expect(
      findVulkanDrivers({ VK_ICD_FILENAMES: path.join(folder, 'vulkan/icd.d') }).manifests,
    ).toEqual([manifest]);
  });

  it('else looks below the data folders', () => {
    expect(findVulkanDrivers({ XDG_DATA_DIRS: folder }).manifests).toContain(manifest);
    expect(findVulkanDrivers({ VK_ADD_DRIVER_FILES: manifest }).manifests).toContain(manifest);
    expect(findVulkanDrivers({ XDG_DATA_DIRS: '/nowhere' }).manifests).not.toContain(manifest);
  });
});
