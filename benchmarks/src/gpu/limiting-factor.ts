import type { RunProfile } from '@momq/engine/inspection';

const PRODUCTS = /^(MatMul|Gemm|FusedMatMul|MatMulNBits)$/;
const COPIES = /^Memcpy/;

/** Where the time of a recorded run went; shares of the run's wall time. */
export interface TimeShares {
  /** Matrix products. */
  readonly products: number;
  /** Other operators. */
  readonly others: number;
  /** Copies between device and host that ONNX Runtime inserted. */
  readonly copies: number;
  /** Not inside any operator: feeding inputs, reading results, waiting. */
  readonly outside: number;
}

/** Adds up a profile. On WebGPU an operator's time is what it takes to enqueue it, so waiting counts as outside. */
export function timeShares(profile: RunProfile): TimeShares {
  const sum = (pick: (operator: string) => boolean) =>
    profile.operators
      .filter(({ operator }) => pick(operator))
      .reduce((total, { milliseconds }) => total + milliseconds, 0) / profile.milliseconds;
  const products = sum((operator) => PRODUCTS.test(operator));
  const copies = sum((operator) => COPIES.test(operator));
  const others = sum((operator) => !PRODUCTS.test(operator) && !COPIES.test(operator));
  return { products, others, copies, outside: Math.max(0, 1 - products - copies - others) };
}

/** Says in a sentence what takes the largest share. */
export function limitingFactor(shares: TimeShares): string {
  const percent = (share: number) => `${Math.round(share * 100)} %`;
  const names: Readonly<Record<keyof TimeShares, string>> = {
    products: 'matrix products',
    others: 'operators other than matrix products',
    copies: 'copies between device and host',
    outside:
      'work outside operators: state in and out through the host, and waiting for the device',
  };
  const ranked = (Object.keys(names) as (keyof TimeShares)[]).sort((a, b) => shares[b] - shares[a]);
  const all = ranked.map((key) => `${names[key]} ${percent(shares[key])}`).join(', ');
  return `Of a step's time: ${all}.`;
}
