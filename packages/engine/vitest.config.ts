import base, { oneProcess } from '../../vitest.base.js';
import { softwareVulkan } from './src/devices/software-vulkan.test-support.js';

Object.assign(process.env, softwareVulkan());

/** They measure the memory of their process. */
const alone = ['src/memory.test.ts', 'src/session/external-weights.test.ts'];
const { reporters, maxWorkers, ...shared } = base.test ?? {};

export default {
  ...base,
  test: {
    reporters,
    maxWorkers,
    projects: [
      { ...base, test: { ...shared, ...oneProcess.test, name: 'engine', exclude: alone } },
      { ...base, test: { ...shared, name: 'alone', include: alone } },
    ],
  },
};
