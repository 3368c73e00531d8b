import { floatTest } from './operator-kernels.js';

/** Whether x is +∞ or −∞, bool; never for int32 and bool. */
export const isInfKernel = floatTest('IsInf');
