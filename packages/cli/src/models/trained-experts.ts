import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { findPackage } from '../packages/find-packages.js';

const MANIFEST = 'momq.json';

/** A language model, and where its trained experts are. */
export interface TrainedModel {
  readonly base: string;
  /** A folder; absent: the bare base. */
  readonly experts?: string;
}

/** The base of a folder with experts; or a base with the experts that are installed for it (`@momq/experts-<base>`). */
export async function withExperts(source: string): Promise<TrainedModel> {
  const base = await expertsBase(source);
  if (base !== null) return { base, experts: source };
  const folder = findPackage(`@momq/experts-${source.toLowerCase()}`)?.folder;
  const weights = folder === undefined ? undefined : path.join(folder, 'weights');
  return weights !== undefined && existsSync(path.join(weights, MANIFEST))
    ? { base: source, experts: weights }
    : { base: source };
}

/** Whether a folder holds experts of a language model. */
export async function isExperts(folder: string): Promise<boolean> {
  return (await expertsBase(folder)) !== null;
}

async function expertsBase(folder: string): Promise<string | null> {
  const file = path.join(folder, MANIFEST);
  if (folder === '' || !existsSync(file)) return null;
  const { kind, base } = JSON.parse(await readFile(file, 'utf8')) as {
    readonly kind?: unknown;
    readonly base?: { readonly id?: unknown };
  };
  return kind === 'adapters' && typeof base?.id === 'string' ? base.id : null;
}
