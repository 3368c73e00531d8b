import { ConfigError } from '@momq/dialect';
import { parseCalibration } from '../confidence/calibration.js';
import type { Generation, QueryModel } from './query-model.js';

/** A model as it was before its contract had a version: no `specificationVersion` and no `version`. */
type UnversionedModel = Omit<QueryModel, 'specificationVersion' | 'version'>;

/**
 * The model as {@link QueryModel} v1 says. Models without a version, which earlier releases took, are adapted.
 *
 * @throws {@link ConfigError} for a model of another version, and for what is no model
 */
export function adaptModel(model: unknown): QueryModel {
  if (typeof model !== 'object' || model === null)
    throw notModel('an object', typeof model, 'Pass the model that its package loads');
  const { specificationVersion: version, name } = model as Partial<Record<string, unknown>>;
  const title = typeof name === 'string' ? name : '(without name)';
  if ('doGenerate' in model)
    throw notModel(
      'a QueryModel',
      'a language model of another SDK (it has doGenerate)',
      'Wrap it in an object whose generate() returns queries',
    );
  if (version !== undefined && version !== 'v1')
    throw new ConfigError(
      `model ${title}: expected specificationVersion 'v1', got ${String(version)}. Update @momq/core, or install a version of the model's package that peers on this @momq/core.`,
    );
  const given = model as UnversionedModel;
  for (const member of ['generate', 'dispose'] as const)
    if (typeof given[member] !== 'function')
      throw notModel(`a model with ${member}()`, `none in ${title}`, 'Update its package');
  if (typeof name !== 'string')
    throw notModel('a model with a name', String(name), 'Give it a name');
  const { calibration } = model as { calibration?: unknown };
  if (calibration !== undefined) parseCalibration(calibration, `model ${title}: calibration`);
  return version === 'v1' ? (model as QueryModel) : withVersion(given);
}

function withVersion(model: UnversionedModel): QueryModel {
  return {
    specificationVersion: 'v1',
    name: model.name,
    version: 'unversioned',
    ...(model.groups !== undefined && { groups: model.groups }),
    generate: (request) => model.generate(request),
    dispose: () => model.dispose(),
  };
}

/**
 * What a model gave, if it is a {@link Generation}.
 *
 * @throws {@link ConfigError} that names the model and the first member that is not as expected
 */
export function checkGeneration(
  generation: unknown,
  { name }: Pick<QueryModel, 'name'>,
): Generation {
  const { candidates } = (generation ?? {}) as Partial<Generation>;
  if (!Array.isArray(candidates))
    throw new ConfigError(
      `model ${name}: expected generate() to give { candidates: [...] }, got ${typeof candidates}. Update its package.`,
    );
  for (const candidate of candidates as readonly Partial<Record<string, unknown>>[]) {
    const { query } = candidate;
    if (typeof query !== 'string')
      throw new ConfigError(
        `model ${name}: expected candidates with a query, got ${typeof query}. Update its package.`,
      );
    for (const member of ['logProb', 'sequenceLogProb']) {
      const value = candidate[member];
      if (value !== undefined && !(typeof value === 'number' && !Number.isNaN(value)))
        throw new ConfigError(
          `model ${name}: expected ${member} to be a number ≤ 0 or absent, got ${String(value)}. Update its package.`,
        );
    }
  }
  return generation as Generation;
}

function notModel(expected: string, got: string, remedy: string): ConfigError {
  return new ConfigError(`model: expected ${expected}, got ${got}. ${remedy}.`);
}
