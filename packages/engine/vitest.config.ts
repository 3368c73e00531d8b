import { withAlone } from '../../vitest.base.js';
import { softwareVulkan } from './src/devices/software-vulkan.test-support.js';

Object.assign(process.env, softwareVulkan());

export default withAlone('src/memory.test.ts', 'src/session/external-weights.test.ts');
