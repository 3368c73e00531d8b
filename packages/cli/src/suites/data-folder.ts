import { existsSync } from 'node:fs';
import path from 'node:path';
import { ConfigError } from '@momq/core';

/** Folders that may hold the data sets, without `--data` or `MOMQ_DATA`. */
const usualPlaces = ['shared/data', '../shared/data'];

/**
 * The folder of Spider's questions and databases.
 *
 * @param data - the folder that holds `spider/`; default: `MOMQ_DATA`, else `shared/data` here or one folder up
 * @throws {@link ConfigError} when there is no such folder
 */
export function spiderFolder(data = process.env['MOMQ_DATA']): string {
  const places = data === undefined ? usualPlaces : [data];
  const found = places
    .map((place) => path.join(place, 'spider'))
    .find((folder) => existsSync(folder));
  if (found === undefined) {
    throw new ConfigError(
      `data: expected a folder with spider/ in it, got none at ${places.join(' or ')}. Name it with --data or MOMQ_DATA.`,
    );
  }
  return found;
}
