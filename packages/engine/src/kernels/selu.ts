import { floatOperator } from './operator-kernels.js';

/** scale · (x for x > 0, alpha · (eˣ − 1) elsewhere), with the constants of Klambauer et al. 2017. float32. */
export const seluKernel = floatOperator('Selu');
