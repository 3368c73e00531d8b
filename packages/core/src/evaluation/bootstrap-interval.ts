import { MoMQError } from '@momq/dialect';
import { seededRandom } from '../random/seeded-random.js';

/** A 95 % interval of a rate, both ends in [0, 1]. */
export interface Interval {
  readonly low: number;
  readonly high: number;
}

/** Resamples drawn by {@link bootstrapInterval}. */
const resamples = 2000;

/**
 * Percentile bootstrap (Efron 1979) of the rate of `true`: resamples with replacement, 2.5 and 97.5 percentile.
 *
 * @param seed - the same seed gives the same interval.
 * @throws MoMQError `CONFIG_INVALID` without outcomes.
 */
export function bootstrapInterval(outcomes: readonly boolean[], seed: number): Interval {
  if (outcomes.length === 0)
    throw new MoMQError(
      'CONFIG_INVALID',
      'bootstrapInterval: expected one outcome or more, got none.',
    );
  const random = seededRandom(seed);
  const rates = Float64Array.from({ length: resamples }, () => {
    let hits = 0;
    for (let draw = 0; draw < outcomes.length; draw += 1) {
      if (outcomes[Math.floor(random() * outcomes.length)]) hits += 1;
    }
    return hits / outcomes.length;
  }).sort();
  return {
    low: rates[Math.floor(resamples * 0.025)]!,
    high: rates[Math.ceil(resamples * 0.975) - 1]!,
  };
}
