import base from '../../vitest.base.js';
import { softwareVulkan } from './src/devices/software-vulkan.test-support.js';

Object.assign(process.env, softwareVulkan());

export default base;
