import { isDeepStrictEqual } from 'node:util';
import { ConfigError } from '@momq/core';
import type { LoadedAdapters, MixtureConfig } from '@momq/moe';
import type { Base } from '@momq/moe/bases';

/** What only training reads: other values go on from the same weights. */
const trainingOnly: readonly string[] = [
  'dropout',
  'balanceWithinGroups',
  'balance',
  'localizedDelta',
  'dialectLossPositions',
  'routerStart',
] satisfies readonly (keyof MixtureConfig)[];

/**
 * The adapters that a run goes on from.
 *
 * @param startFrom - a folder or a package, as `loadExperts` takes it
 * @param mixture - of the run; what it sets for training alone may differ
 * @throws {@link ConfigError} when there are none, or they have another mixture, whose weights would be left out or mean something
 *   else; `MoeError` `MOE_BASE_MISMATCH` for those of another base, and others of `loadAdapters`
 */
export async function startingAdapters(
  startFrom: string,
  base: Base,
  mixture: MixtureConfig,
): Promise<LoadedAdapters> {
  const { loadExperts } = await import('@momq/model-text/training');
  const adapters = await loadExperts(startFrom, base);
  const [theirs, ours] = [weightsOf(adapters.config.mixture), weightsOf(mixture)];
  for (const name of new Set([...Object.keys(theirs), ...Object.keys(ours)]))
    if (!isDeepStrictEqual(theirs[name], ours[name]))
      throw new ConfigError(
        `startFrom: expected adapters of the run's mixture, got ${startFrom} with ${name} ${written(theirs[name])}, where the run has ${written(ours[name])}. Give the run the mixture that they were trained with, or leave startFrom out.`,
      );
  return adapters;
}

/** The members of a mixture that say which weights it has and how they act. */
function weightsOf(mixture: MixtureConfig | null): Record<string, unknown> {
  const { lora, ...rest } = mixture ?? {};
  const members = Object.entries({ ...rest, lora: { ...lora, dropout: undefined } });
  return Object.fromEntries(members.filter(([name]) => !trainingOnly.includes(name)));
}

function written(value: unknown): string {
  return JSON.stringify(value) ?? 'none';
}
