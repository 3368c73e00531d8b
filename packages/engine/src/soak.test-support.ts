import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

/** `flat`, or by how much memory grows. */
export interface Growth {
  readonly heap: string;
  /** Typed arrays and other memory of JavaScript objects outside the heap. */
  readonly external: string;
  readonly resident: string;
}

/** Growth per call that is taken for noise, in bytes, and the total below which it is, whatever the number of calls. */
const noise = {
  heap: { perCall: 64, total: 1e6 },
  external: { perCall: 64, total: 1e6 },
  resident: { perCall: 512, total: 12e6 },
} as const;

/**
 * Calls `body` many times and tells which kinds of memory grow: after a warm-up of a fifth of the calls, memory is
 * sampled ten times after a garbage collection, and the slope is the median of all differences between two samples
 * per call (Theil–Sen), which single jumps do not move.
 */
export async function soak(calls: number, body: () => Promise<unknown>): Promise<Growth> {
  const samples: { call: number; heap: number; external: number; resident: number }[] = [];
  const warmUp = Math.ceil(calls / 5);
  const interval = Math.floor((calls - warmUp) / 9);
  for (let call = 1; call <= calls; call++) {
    await body();
    if (call < warmUp || (call - warmUp) % interval !== 0) continue;
    collectGarbage();
    await new Promise((resolve) => setImmediate(resolve)); // finalizers of array buffers
    collectGarbage();
    const { heapUsed, external, rss } = process.memoryUsage();
    samples.push({ call, heap: heapUsed, external, resident: rss });
  }
  const grown = (kind: keyof Growth): string => {
    const slopes = samples.flatMap((a, index) =>
      samples.slice(index + 1).map((b) => (b[kind] - a[kind]) / (b.call - a.call)),
    );
    const slope = slopes.sort((a, b) => a - b)[Math.floor(slopes.length / 2)] as number;
    const { perCall, total } = noise[kind];
    const flat = slope <= perCall || slope * (calls - warmUp) <= total;
    return flat ? 'flat' : `${Math.round(slope)} bytes a call`;
  };
  return { heap: grown('heap'), external: grown('external'), resident: grown('resident') };
}
