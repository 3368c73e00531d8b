import { floatOperator } from './elementwise.js';

/** Tangent of radians. float32. */
export const tanKernel = floatOperator('Tan');
