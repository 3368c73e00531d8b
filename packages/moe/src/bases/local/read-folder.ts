import type { Dirent } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';

/** Entries of a folder in the order of their names; none when there is no such folder, or it may not be read. */
export async function entriesOf(folder: string): Promise<Dirent[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(
    (error: NodeJS.ErrnoException) => {
      if (['ENOENT', 'ENOTDIR', 'EACCES', 'EPERM'].includes(error.code ?? '')) return [];
      throw error;
    },
  );
  return entries.sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** Names of the folders in a folder, links to folders included. */
export async function foldersOf(folder: string): Promise<string[]> {
  const entries = await entriesOf(folder);
  return entries.filter((each) => !each.isFile()).map(({ name }) => name);
}

/** Names of the GGUF files of language models in a folder; projectors of pictures (`mmproj`) are none. */
export async function ggufFilesOf(folder: string): Promise<string[]> {
  const entries = await entriesOf(folder);
  return entries
    .filter((each) => !each.isDirectory() && /\.gguf$/i.test(each.name))
    .map(({ name }) => name)
    .filter((name) => !/mmproj/i.test(name));
}

/** Paths of all files below a folder, relative to it, as lists of names; at most `depth` folders down. */
export async function filesBelow(folder: string, depth: number): Promise<string[][]> {
  const found: string[][] = [];
  for (const entry of await entriesOf(folder)) {
    if (!entry.isDirectory()) found.push([entry.name]);
    else if (depth > 0)
      for (const below of await filesBelow(join(folder, entry.name), depth - 1))
        found.push([entry.name, ...below]);
  }
  return found;
}
