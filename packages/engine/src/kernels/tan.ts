import { floatOperator } from './operator-kernels.js';

/** Tangent of radians. float32. */
export const tanKernel = floatOperator('Tan');
