import { existsSync } from 'node:fs';
import path from 'node:path';
import { ConfigError, MoMQError } from '@momq/core';
import type { QueryModel } from '@momq/core';
import { findPackage, importPackage } from '../packages/find-packages.js';

/** What a package with a model exports. */
interface ModelPackage {
  loadModel(options?: { readonly folder?: string }): Promise<QueryModel>;
}

/** The package of the embedded model, which also loads checkpoint folders. */
const embeddedModel = '@momq/model-nano';

/** Help text of every `--model` option. */
export const modelOptionHelp =
  'nano, a package that exports loadModel(), or a checkpoint folder (default: nano)';

/**
 * Loads the model that a command line names.
 *
 * @param source - a package (`nano` is short for `@momq/model-nano`) or a checkpoint folder; default: the embedded model
 * @throws MoMQError MODEL_MISSING when no such package is installed
 * @throws ConfigError when the package exports no `loadModel`
 */
export async function loadModel(source?: string): Promise<QueryModel> {
  if (source !== undefined && isFolder(source))
    return (await modelPackage(embeddedModel)).loadModel({ folder: source });
  return (await modelPackage(source ?? embeddedModel)).loadModel();
}

function isFolder(source: string): boolean {
  const isPackageName = /^(@[a-z0-9~-][\w.~-]*\/)?[a-z0-9~-][\w.~-]*$/i.test(source);
  return !isPackageName || existsSync(path.join(source, 'momq.json'));
}

async function modelPackage(source: string): Promise<ModelPackage> {
  const names = [source, `@momq/model-${source}`, `momq-model-${source}`];
  const [found] = names.flatMap((name) => findPackage(name) ?? []);
  if (found === undefined)
    throw new MoMQError(
      'MODEL_MISSING',
      `model: expected one of the packages ${names.join(', ')}, or a folder with momq.json, got none at ${source}. Install the package, or check the path.`,
    );
  const module = await importPackage(found);
  if (!isModelPackage(module))
    throw new ConfigError(
      `model ${found.manifest.name}: expected an export loadModel(), got ${Object.keys(module).join(', ') || 'none'}. Name a package with a model, or update it.`,
    );
  return module;
}

function isModelPackage(module: object): module is ModelPackage {
  return 'loadModel' in module && typeof module.loadModel === 'function';
}
