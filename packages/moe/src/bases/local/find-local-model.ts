import { realpath } from 'node:fs/promises';
import { MoeError } from '../../errors.js';
import type { LocalModel, ModelCache } from './local-model.js';

/** All models of some caches. */
export async function localModels(caches: readonly ModelCache[]): Promise<LocalModel[]> {
  const found: LocalModel[] = [];
  for (const { source, folders, list } of caches)
    for (const folder of new Set(folders))
      for (const model of await list(folder)) found.push({ source, ...model });
  return found;
}

/** A name without what programs write differently: case, the signs between parts, "GGUF" at the end of a name without organisation. */
function normalized(name: string): string {
  const plain = name.toLowerCase().replace(/[\s_:]+/g, '-');
  return name.includes('/') ? plain : plain.replace(/[-.]gguf$/, '');
}

/** Whether a model is called so: 2 exactly, 1 with more behind ("…-instruct-q4_k_m"), 0 not. */
function fit({ names }: LocalModel, wanted: string): number {
  const fits = names.map((name) => {
    const have = normalized(name);
    if (have === wanted) return 2;
    return !wanted.includes('/') &&
      /^[-.]/.test(have.slice(wanted.length)) &&
      have.startsWith(wanted)
      ? 1
      : 0;
  });
  return Math.max(0, ...fits);
}

/**
 * The model that a name means, or null. A model that is called exactly so counts before one whose name goes on; of programs that
 * have the same, the first in the order of the caches counts.
 * @throws MoeError `MOE_BASE_AMBIGUOUS` when one program has several that the name may mean
 */
export async function findLocalModel(
  name: string,
  models: readonly LocalModel[],
): Promise<LocalModel | null> {
  const wanted = normalized(name);
  for (const wantedFit of [2, 1]) {
    const fitting = models.filter((model) => fit(model, wanted) === wantedFit);
    const first = fitting[0];
    if (first === undefined) continue;
    // a longer name may mean different models in different programs, the same name does not
    const rivals =
      wantedFit === 2 ? fitting.filter(({ source }) => source === first.source) : fitting;
    const files = new Map<string, LocalModel>();
    for (const model of rivals)
      files.set(await realpath(model.path).catch(() => model.path), model);
    if (files.size === 1) return first;
    const list = [...files.values()].map(({ names, source }) => `${names[0]} (${source})`);
    throw new MoeError(
      'MOE_BASE_AMBIGUOUS',
      `expected a name that means one model, got "${name}", which may be ${list.slice(0, 8).join(', ')}; give one of these names, or a path`,
    );
  }
  return null;
}
