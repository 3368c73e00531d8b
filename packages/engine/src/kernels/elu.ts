import { floatOperator } from './elementwise.js';

/** x for x ≥ 0, eˣ − 1 elsewhere. float32. */
export const eluKernel = floatOperator('Elu');
