import type { JsonLinesPeer } from '../json-lines-peer.js';
import { median } from '../measurement.js';

/** What a peer answers to `{ measure }`. */
export interface Round {
  readonly seconds: readonly number[];
  readonly losses?: readonly number[];
  readonly peakBytes?: number;
}

/** A program that takes part. */
export interface Contestant {
  readonly key: string;
  readonly peer: JsonLinesPeer;
  /** Seconds of its counted steps. */
  readonly steps: number[];
}

/** How often and how long contestants run. */
export interface Schedule {
  readonly rounds: number;
  readonly stepsPerRound: number;
  /** The first steps of a round, which warm up and do not count. */
  readonly warmUpSteps: number;
}

/** Runs the contestants in turn, one at a time, and collects the seconds of their counted steps. */
export async function runRounds(
  contestants: readonly Contestant[],
  { rounds, stepsPerRound, warmUpSteps }: Schedule,
  progress: (text: string) => void,
): Promise<void> {
  for (let round = 1; round <= rounds; round += 1) {
    for (const { key, peer, steps } of contestants) {
      const { seconds } = await peer.request<Round>({ measure: stepsPerRound });
      const counted = seconds.slice(warmUpSteps);
      steps.push(...counted);
      const text = counted.map((each) => each.toFixed(2)).join(', ');
      progress(`round ${round} of ${rounds}, ${key}: ${text} s`);
    }
  }
}

/** The median with the smallest and the largest value, as text: `1.31 (1.28–1.40)`. */
export function spread(values: readonly number[], digits = 3): string {
  const text = (value: number) => value.toPrecision(digits);
  return `${text(median(values))} (${text(Math.min(...values))}–${text(Math.max(...values))})`;
}
