/**
 * Dialect packs by name or npm keyword: those of the project in the current folder, and those that the command line depends on.
 *
 * A package is a pack when its keywords have `momq-dialect`. Its `package.json` may say which: `"momq": { "dialect": "duckdb",
 * "factory": "duckdb" }`; the factory is a function that returns a pack. Without it the export named like the dialect counts,
 * else the package's only function.
 *
 * @module
 */
import { adaptDialect, ConfigError, DialectUnknownError } from '@momq/core';
import type { DialectPack } from '@momq/core';
import type { LogicalDialectPack } from '@momq/dialect';
import {
  findPackage,
  importPackage,
  packageIn,
  packagesWithKeyword,
} from '../packages/find-packages.js';
import type { InstalledPackage, PackageManifest } from '../packages/find-packages.js';

/** npm keyword of packages with a dialect pack. */
export const dialectKeyword = 'momq-dialect';

/** A pack and the package that it came from. */
export interface InstalledDialect {
  readonly pack: DialectPack;
  readonly source: InstalledPackage;
}

/**
 * The pack of a dialect, by its id or by the name of its package.
 *
 * @throws {@link DialectUnknownError} that lists the installed ids
 * @throws {@link ConfigError} when the package holds no pack, or two packages have the id
 */
export async function loadDialect(name: string): Promise<DialectPack> {
  const packages = packagesWithKeyword(dialectKeyword);
  const named = [name, `@momq/dialect-${name}`, `momq-dialect-${name}`]
    .flatMap((candidate) => findPackage(candidate) ?? [])
    .find(isDialectPackage);
  const byId = packages.filter(({ manifest }) => manifest.momq?.dialect === name);
  if (byId.length > 1 && named?.manifest.name !== name) throw twoPackages(name, byId);
  const found = named ?? byId[0];
  if (found !== undefined) return loadPack(found);
  for (const source of packages.filter(({ manifest }) => manifest.momq?.dialect === undefined)) {
    const pack = await loadPack(source);
    if (pack.id === name) return pack;
  }
  throw new DialectUnknownError(
    `dialect: expected one of ${(await dialectIds(packages)).join(', ')}, got ${name}. Check the spelling, or install its package, for example npm install @momq/dialect-${name}.`,
  );
}

/**
 * The named pack alone, or every installed pack when none is named, by id.
 *
 * @throws {@link ConfigError} when two packages have one id, or a package holds no pack
 */
export async function loadDialects(name?: string): Promise<readonly DialectPack[]> {
  if (name !== undefined) return [await loadDialect(name)];
  return (await installedDialects()).map(({ pack }) => pack);
}

/**
 * The packs that may open one of the sources: the named one alone, or all that are installed but those whose `package.json`
 * lists other URLs (`momq.urls`), which are not loaded.
 *
 * @throws {@link ConfigError} as {@link loadDialects}, and when a package lists no URLs there, but something else
 */
export async function dialectsFor(
  sources: readonly string[],
  name?: string,
): Promise<readonly DialectPack[]> {
  if (name !== undefined) return [await loadDialect(name)];
  const packages = packagesWithKeyword(dialectKeyword).filter(({ manifest }) => {
    const urls = urlsOf(manifest);
    return sources.some((source) => mayOpen(source, urls));
  });
  return (await loadedFrom(packages)).map(({ pack }) => pack);
}

function mayOpen(source: string, urls: readonly string[] | undefined): boolean {
  return urls?.some((start) => source.toLowerCase().startsWith(start)) ?? true;
}

/** Packages of others are not typed: a list with which a pack would never be loaded, or for all, is an error. */
function urlsOf({ name, momq }: PackageManifest): readonly string[] | undefined {
  const urls: unknown = momq?.urls;
  if (urls === undefined) return undefined;
  const isStart = (each: unknown): boolean =>
    typeof each === 'string' && /^[a-z][a-z0-9+.-]*:\/\//.test(each);
  if (Array.isArray(urls) && urls.length > 0 && urls.every(isStart)) return urls as string[];
  throw new ConfigError(
    `dialect package ${name}: expected "urls" of "momq" in its package.json to list how URLs begin, in lower case, such as ["toy://"], got ${JSON.stringify(urls)}. Correct or uninstall it, or name the dialect: --dialect.`,
  );
}

/** Every package that has a pack, and what loads it. */
export function dialectPackages(): readonly {
  readonly source: InstalledPackage;
  load(): Promise<DialectPack>;
}[] {
  return packagesWithKeyword(dialectKeyword).map((source) => ({
    source,
    load: () => loadPack(source),
  }));
}

/** Ids of all installed packs, each once. @throws {@link ConfigError} when a package that does not tell its id holds no pack */
export function installedIds(): Promise<readonly string[]> {
  return dialectIds(packagesWithKeyword(dialectKeyword));
}

/** Every installed pack with its package, by id. @throws {@link ConfigError} as {@link loadDialects} */
export function installedDialects(): Promise<readonly InstalledDialect[]> {
  return loadedFrom(packagesWithKeyword(dialectKeyword));
}

async function loadedFrom(packages: readonly InstalledPackage[]): Promise<InstalledDialect[]> {
  const found = await Promise.all(
    packages.map(async (source) => ({ pack: await loadPack(source), source })),
  );
  const sorted = found.sort((a, b) => (a.pack.id < b.pack.id ? -1 : 1));
  for (const [index, { pack }] of sorted.entries()) {
    const { id } = pack;
    if (sorted[index + 1]?.pack.id !== id) continue;
    throw twoPackages(
      id,
      sorted.filter((other) => other.pack.id === id).map(({ source }) => source),
    );
  }
  return sorted;
}

/**
 * The packs that have a logical form, which models that write it are trained for: the named ones in their order, or all that
 * are installed.
 *
 * @throws UnsupportedFeatureError when a named one has none
 */
export async function logicalDialects(
  names?: readonly string[],
): Promise<readonly LogicalDialectPack[]> {
  const { requireLanguage } = await import('@momq/core/logical');
  if (names !== undefined)
    return (await Promise.all(names.map(loadDialect))).map((pack) => requireLanguage(pack));
  const packs = await loadDialects();
  return packs.filter(({ language }) => language !== undefined).map(requireLanguage);
}

/**
 * The pack that reads gold queries and runs them in an embedded engine: what answers are computed with.
 *
 * @param golds - names of the gold queries that there are; of several packs the one that a gold query is named after is taken
 * @throws {@link ConfigError} when no installed pack does
 */
export async function referenceDialect(golds: Iterable<string> = []): Promise<LogicalDialectPack> {
  const packs = (await logicalDialects()).filter(
    ({ language, capabilities }) =>
      language.read !== undefined && capabilities.engines.includes('embedded'),
  );
  const names = new Set(golds);
  const found = packs.find(({ id }) => names.has(id)) ?? packs[0];
  if (found === undefined)
    throw new ConfigError(
      'dialects: expected an installed pack that reads queries (language.read) and has an embedded engine, got none. Install one.',
    );
  return found;
}

async function dialectIds(packages: readonly InstalledPackage[]): Promise<string[]> {
  const ids = await Promise.all(
    packages.map(async (source) => source.manifest.momq?.dialect ?? (await loadPack(source)).id),
  );
  return [...new Set(ids)].sort();
}

function isDialectPackage({ manifest }: InstalledPackage): boolean {
  return (
    manifest.momq?.dialect !== undefined || manifest.keywords?.includes(dialectKeyword) === true
  );
}

/**
 * The pack of a folder that holds a package, or of an installed package by its name or its dialect's.
 *
 * @throws {@link DialectUnknownError} when there is no such package
 * @throws {@link ConfigError} when it holds no pack, or is not built
 */
export async function loadPackage(nameOrFolder: string): Promise<InstalledDialect> {
  const names = [nameOrFolder, `@momq/dialect-${nameOrFolder}`, `momq-dialect-${nameOrFolder}`];
  const source =
    packageIn(nameOrFolder) ?? names.map(findPackage).find((found) => found !== undefined);
  if (source === undefined)
    throw new DialectUnknownError(
      `dialect package: expected a folder with a package.json or an installed package, got ${nameOrFolder}. Install it, or name its folder.`,
    );
  try {
    return { pack: await loadPack(source), source };
  } catch (error) {
    if (!isMissingModule(error)) throw error;
    throw new ConfigError(
      `dialect package ${source.manifest.name}: expected a module that loads, got: ${error.message} Build it and install its dependencies: npm install && npm run build.`,
    );
  }
}

function isMissingModule(error: unknown): error is Error {
  return error instanceof Error && 'code' in error && error.code === 'ERR_MODULE_NOT_FOUND';
}

async function loadPack(source: InstalledPackage): Promise<DialectPack> {
  const { name, momq } = source.manifest;
  const module = (await importPackage(source)) as Readonly<Record<string, unknown>>;
  const functions = Object.values(module).filter((value) => typeof value === 'function');
  const factory =
    module[momq?.factory ?? momq?.dialect ?? ''] ??
    (functions.length === 1 && momq?.factory === undefined ? functions[0] : undefined);
  if (typeof factory !== 'function')
    throw new ConfigError(
      `dialect package ${name}: expected the function ${momq?.factory ?? momq?.dialect ?? 'that makes the pack'} among its exports, got ${Object.keys(module).join(', ') || 'none'}. Name it in its package.json as "momq": { "factory": … }.`,
    );
  return adaptDialect(await (factory as () => unknown)());
}

function twoPackages(id: string, packages: readonly InstalledPackage[]): ConfigError {
  const names = packages.map(({ manifest }) => manifest.name);
  return new ConfigError(
    `dialect ${id}: expected one package with this id, got ${names.join(' and ')}. Uninstall one, or name the package: --dialect ${names[0]}.`,
  );
}
