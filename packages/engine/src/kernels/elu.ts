import { floatOperator } from './operator-kernels.js';

/** x for x ≥ 0, eˣ − 1 elsewhere. float32. */
export const eluKernel = floatOperator('Elu');
