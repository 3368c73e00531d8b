import { existsSync } from 'node:fs';
import path from 'node:path';
import { ConfigError, MoMQError } from '@momq/core';
import type { QueryModel } from '@momq/core';
import { findPackage, importPackage } from '../packages/find-packages.js';
import { cascadeBase, cascadeCandidates, loadCascade } from './load-cascade.js';
import { isExperts, withExperts } from './trained-experts.js';

/** What a package with a model exports. */
interface ModelPackage {
  loadModel(options?: {
    readonly folder?: string;
    readonly beamSize?: number;
  }): Promise<QueryModel>;
}

/** The package of the embedded model, which also loads checkpoint folders. */
const embeddedModel = '@momq/model-nano';

/** Help text of every `--model` option. */
export const modelOptionHelp =
  'nano, a package that exports loadModel(), a checkpoint folder, a language model: qwen2.5-coder-0.5b, qwen2.5-coder-1.5b, organisation/name of the Hub, a folder or a .gguf file; or cascade, where a language model orders what nano proposes: the best one at hand, or cascade:<language model> (default: nano)';

/**
 * Loads the model that a command line names.
 *
 * @param source - a package (`nano` is short for `@momq/model-nano`), a checkpoint folder, a language model as `loadBase` of
 *   `@momq/moe/bases` takes it, or `cascade` or `cascade:<language model>`; default: the embedded model
 * @throws MoMQError MODEL_MISSING when there is no such package and no such language model
 * @throws ConfigError when the package exports no `loadModel`
 */
export async function loadModel(source?: string): Promise<QueryModel> {
  const base = cascadeBase(source ?? '');
  if (base !== undefined) {
    const { loadModel: load } = await modelPackage(embeddedModel);
    return loadCascade(base, () => load({ beamSize: cascadeCandidates }));
  }
  if (source !== undefined && (await isExperts(source))) return languageModel(source);
  if (source !== undefined && isCheckpoint(source))
    return (await modelPackage(embeddedModel)).loadModel({ folder: source });
  const found = isPath(source ?? '') ? null : await modelPackageOrNull(source ?? embeddedModel);
  if (found !== null) return found.loadModel();
  if (source === undefined) throw missing(embeddedModel);
  return languageModel(source).catch((error: unknown) => {
    if (isPath(source) || (error as { code?: unknown }).code !== 'MOE_BASE_MISSING') throw error;
    throw missing(source, error);
  });
}

/** A language model, with its experts where there are some. */
async function languageModel(source: string): Promise<QueryModel> {
  const { textModel } = await import('@momq/model-text');
  return textModel({ ...(await withExperts(source)), progress: true })();
}

/** What is written like no package: a path, or a model of the Hub. */
function isPath(source: string): boolean {
  return source !== '' && !/^(@[a-z0-9~-][\w.~-]*\/)?[a-z0-9~-][\w.~:-]*$/i.test(source);
}

/** A folder with `momq.json`, or a path that leads nowhere: the loader of checkpoints says what is missing. */
function isCheckpoint(source: string): boolean {
  return existsSync(path.join(source, 'momq.json')) || (isPath(source) && !isBase(source));
}

/** What is there, a GGUF file, or `organisation/name` of the Hub. */
function isBase(source: string): boolean {
  return (
    existsSync(source) || source.endsWith('.gguf') || /^[^./\\~][^/\\]*\/[^/\\]+$/.test(source)
  );
}

async function modelPackage(source: string): Promise<ModelPackage> {
  const found = await modelPackageOrNull(source);
  if (found === null) throw missing(source);
  return found;
}

function namesOf(source: string): string[] {
  return [source, `@momq/model-${source}`, `momq-model-${source}`];
}

function missing(source: string, cause?: unknown): MoMQError {
  const there = cause instanceof Error ? ` (${cause.message})` : '';
  return new MoMQError(
    'MODEL_MISSING',
    `model: expected one of the packages ${namesOf(source).join(', ')}, a folder with momq.json, or a language model, got none at ${source}. Install the package, or check the name${there}.`,
    { cause },
  );
}

async function modelPackageOrNull(source: string): Promise<ModelPackage | null> {
  const [found] = namesOf(source).flatMap((name) => findPackage(name) ?? []);
  if (found === undefined) return null;
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
