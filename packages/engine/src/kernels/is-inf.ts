import { floatTest } from './elementwise.js';

/** Whether x is +∞ or −∞, bool; never for int32 and bool. */
export const isInfKernel = floatTest('IsInf');
