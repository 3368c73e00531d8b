import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { cp, readFile, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { ConfigError } from '@momq/core';
import { makeFolder } from '@momq/core/execution';
import type { DialectNames } from './dialect-names.js';

const templates = fileURLToPath(new URL('../../templates', import.meta.url));
const require = createRequire(import.meta.url);

/** Grammars of node-sql-parser that a new pack can start with; the first is the usual one. */
export async function startingGrammars(): Promise<readonly string[]> {
  return JSON.parse(await readFile(path.join(templates, 'grammars.json'), 'utf8')) as string[];
}

/** What is written where. */
export interface NewDialect extends DialectNames {
  readonly grammar: string;
  /** Must not exist. */
  readonly folder: string;
}

/**
 * Writes the package of a new dialect: all of it, or, when something fails, nothing.
 *
 * @returns its files, relative to the folder
 * @throws ConfigError when the folder exists; the operating system's error when it cannot be made
 */
export async function writeDialect(dialect: NewDialect): Promise<readonly string[]> {
  const { folder } = dialect;
  if (existsSync(folder))
    throw new ConfigError(
      `dialect folder: expected one that does not exist, got ${folder}. Remove it, or name another with --out.`,
    );
  const draft = `${folder}.${randomUUID()}.tmp`;
  try {
    await makeFolder(path.dirname(draft));
    await cp(path.join(templates, 'dialect'), draft, { recursive: true });
    // npm leaves a .gitignore out of a package
    await rename(path.join(draft, 'gitignore'), path.join(draft, '.gitignore'));
    // below that name it would be a package inside of a package
    await rename(path.join(draft, '_package.json'), path.join(draft, 'package.json'));
    const files = await filesIn(draft);
    for (const file of files) await fillIn(path.join(draft, file), dialect);
    await rename(draft, folder);
    return files;
  } finally {
    await rm(draft, { recursive: true, force: true });
  }
}

async function filesIn(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)))
    .sort();
}

/** Replaces `__id__` and its like, and `__version:<package>__` by the version that this program uses. */
async function fillIn(file: string, { id, factory, name, grammar }: NewDialect): Promise<void> {
  const values: Readonly<Record<string, string>> = { id, factory, name, grammar };
  const text = await readFile(file, 'utf8');
  const filled = text
    .replaceAll(/__version:([^_]+)__/g, (_, dependency: string) => versionOf(dependency))
    .replaceAll(/__([a-z]+)__/g, (whole, key: string) => values[key] ?? whole);
  await writeFile(file, filled);
}

function versionOf(dependency: string): string {
  return (require(`${dependency}/package.json`) as { version: string }).version;
}
