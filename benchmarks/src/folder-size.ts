import { lstatSync, readdirSync } from 'node:fs';
import path from 'node:path';

/** Sum of the sizes of all files in a folder and below; links count as themselves. */
export function folderSizeBytes(folder: string): number {
  return readdirSync(folder, { withFileTypes: true }).reduce((sum, entry) => {
    const place = path.join(folder, entry.name);
    return sum + (entry.isDirectory() ? folderSizeBytes(place) : lstatSync(place).size);
  }, 0);
}
