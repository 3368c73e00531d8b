import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { ConfigError } from '@momq/core';
import type { CheckDialectOptions } from '@momq/dialect-kit';
import type { InstalledPackage } from '../packages/find-packages.js';

/** What the conformance suite is told of a pack besides the pack. */
export type ConformanceFacts = Omit<CheckDialectOptions, 'dialect'>;

/**
 * The facts that a package gives in the file that its `package.json` names as `"momq": { "conformance": … }`; without one there are
 * none, and the cases that need some fail and say so.
 *
 * @throws ConfigError when the file is not as expected
 */
export async function conformanceFacts(source: InstalledPackage): Promise<ConformanceFacts> {
  const { conformance } = source.manifest.momq ?? {};
  if (conformance === undefined) return { writes: [] };
  const file = path.join(source.folder, conformance);
  const { writes = [], unreachable = [], skip = {} } = await readObject(file);
  for (const [name, list] of Object.entries({ writes, unreachable }))
    if (!isTexts(list)) throw new ConfigError(`${file}: expected ${name} to be a list of texts.`);
  if (typeof skip !== 'object' || skip === null || !isTexts(Object.values(skip)))
    throw new ConfigError(`${file}: expected skip to give each case's name a reason.`);
  return { writes, unreachable, skip } as ConformanceFacts;
}

async function readObject(file: string): Promise<Readonly<Record<string, unknown>>> {
  const text = await readFile(file, 'utf8').catch((error: Error) => {
    throw new ConfigError(`${file}: expected the pack's conformance file, got ${error.message}.`);
  });
  try {
    return JSON.parse(text) as Readonly<Record<string, unknown>>;
  } catch (error) {
    throw new ConfigError(`${file}: expected JSON, got ${(error as Error).message}.`);
  }
}

function isTexts(list: unknown): list is readonly string[] {
  return Array.isArray(list) && list.every((text) => typeof text === 'string');
}
