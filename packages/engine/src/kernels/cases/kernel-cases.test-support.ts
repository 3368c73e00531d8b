import { axisCases } from './axis-cases.test-support.js';
import { binaryCases } from './binary-cases.test-support.js';
import { creationCases } from './creation-cases.test-support.js';
import { indexingCases } from './indexing-cases.test-support.js';
import type { KernelCase } from './kernel-case.test-support.js';
import { productCases } from './product-cases.test-support.js';
import { shapeCases } from './shape-cases.test-support.js';
import { unaryCases } from './unary-cases.test-support.js';

/** How to draw calls of every kernel. Kernels of random numbers have tests of their own. */
export const kernelCases: readonly KernelCase[] = [
  ...axisCases,
  ...binaryCases,
  ...creationCases,
  ...indexingCases,
  ...productCases,
  ...shapeCases,
  ...unaryCases,
];
