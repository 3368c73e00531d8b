import { ModelMissingError } from './ask-errors.js';
import type { QueryModel } from './query-model.js';

const packageName: string = '@momq/model-nano';

/**
 * Loads the embedded model, an optional peer of this package.
 *
 * @throws {@link ModelMissingError} when `@momq/model-nano` is not installed, or is no version that this package can load
 */
export async function loadDefaultModel(): Promise<QueryModel> {
  const module = await importModelPackage();
  if (!hasLoader(module)) {
    throw new ModelMissingError(
      `${packageName}: expected an export loadModel(), got none. Install the version that peers on this @momq/core.`,
    );
  }
  return module.loadModel();
}

async function importModelPackage(): Promise<unknown> {
  try {
    return await import(packageName);
  } catch (error) {
    if (!isMissing(error)) throw error;
    throw new ModelMissingError(
      `model: expected ${packageName} to be installed, got no such package. ` +
        `Run npm install ${packageName}, or pass createMoMQ({ model }).`,
      { cause: error },
    );
  }
}

function isMissing(error: unknown): boolean {
  return (
    error instanceof Error &&
    'code' in error &&
    error.code === 'ERR_MODULE_NOT_FOUND' &&
    error.message.includes(packageName)
  );
}

function hasLoader(module: unknown): module is { loadModel(): Promise<QueryModel> } {
  return (
    typeof module === 'object' &&
    module !== null &&
    'loadModel' in module &&
    typeof module.loadModel === 'function'
  );
}
