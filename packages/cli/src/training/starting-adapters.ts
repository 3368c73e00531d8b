import { isDeepStrictEqual } from 'node:util';
import { ConfigError } from '@momq/core';
import { addGroup } from '@momq/moe';
import type { LoadedAdapters, MixtureConfig } from '@momq/moe';
import type { Base } from '@momq/moe/bases';
import type { TextRunConfig } from './text-run-config.js';

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
 * @param run - `startFrom`: a folder or a package, as `loadExperts` takes it; what the mixture sets for training alone may differ,
 *   and it may have groups more, those of `newGroups`
 * @throws {@link ConfigError} when there are none, or they have another mixture, whose weights would be left out or mean something
 *   else; `MoeError` `MOE_BASE_MISMATCH` for those of another base, and others of `loadAdapters` and `addGroup`
 */
export async function startingAdapters(
  { startFrom, mixture, newGroups = {}, training }: StartedRun,
  base: Base,
): Promise<LoadedAdapters> {
  const { loadExperts } = await import('@momq/model-text/training');
  const trained = await loadExperts(startFrom, base);
  const had = trained.config.mixture?.groups.map(({ name }) => name) ?? [];
  let adapters = trained;
  for (const group of mixture.groups) {
    const from = newGroups[group.name];
    if (from === undefined || had.includes(group.name)) continue;
    if (from !== 'fresh' && !had.includes(from))
      throw new ConfigError(
        `newGroups.${group.name}: expected a group of ${startFrom} (${had.join(', ')}), whose weights it begins with, or fresh, got ${from}. Name one of them.`,
      );
    adapters = addGroup(adapters, group, {
      ...(training.seed !== undefined && { seed: training.seed }),
      ...(from !== 'fresh' && { from }),
    });
  }
  const stray = Object.keys(newGroups).find(
    (name) => had.includes(name) || !mixture.groups.some((group) => group.name === name),
  );
  if (stray !== undefined)
    throw new ConfigError(
      `newGroups: expected groups of the run's mixture that ${startFrom} does not have, got ${stray}, which ${had.includes(stray) ? 'it has' : 'is none of the mixture'}. Leave it out, or correct its name.`,
    );
  const [theirs, ours] = [weightsOf(adapters.config.mixture), weightsOf(mixture)];
  for (const name of new Set([...Object.keys(theirs), ...Object.keys(ours)]))
    if (!isDeepStrictEqual(theirs[name], ours[name]))
      throw new ConfigError(
        `startFrom: expected adapters of the run's mixture, got ${startFrom} with ${name} ${written(theirs[name])}, where the run has ${written(ours[name])}. Give the run the mixture that they were trained with, ${name === 'groups' ? 'name groups that they lack in newGroups, ' : ''}or leave startFrom out.`,
      );
  return adapters;
}

/** What {@link startingAdapters} reads of a run's config. */
type StartedRun = Pick<TextRunConfig, 'mixture' | 'newGroups'> & {
  readonly startFrom: string;
  readonly training: Pick<TextRunConfig['training'], 'seed'>;
};

/** The members of a mixture that say which weights it has and how they act; the order of groups is that of labels alone. */
function weightsOf(mixture: MixtureConfig | null): Record<string, unknown> {
  const { lora, groups = [], ...rest } = mixture ?? {};
  const byName = [...groups].sort((a, b) => (a.name < b.name ? -1 : 1));
  const members = { ...rest, groups: byName, lora: { ...lora, dropout: undefined } };
  return Object.fromEntries(
    Object.entries(members).filter(([name]) => !trainingOnly.includes(name)),
  );
}

function written(value: unknown): string {
  return JSON.stringify(value) ?? 'none';
}
