import { existsSync } from 'node:fs';
import path from 'node:path';
import { ConfigError } from '@momq/core';
import type { EvaluationSuite } from './evaluation-suite.js';
import { fileSuite } from './file-suite.js';

/** Folders that may hold the data, without `--data` or `MOMQ_DATA`. */
const usualPlaces = ['shared/data', '../shared/data'];

/**
 * Human questions on ten databases that nothing here is trained on, with verified answers.
 *
 * @param data - the folder that holds `spider/`; default: `MOMQ_DATA`, else `shared/data` here or one folder up
 * @throws {@link ConfigError} when there is no such folder
 */
export async function spiderPublicSuite(data?: string): Promise<EvaluationSuite> {
  const spider = path.join(dataFolder(data), 'spider');
  return fileSuite('spider-public', {
    questions: path.join(spider, 'dev_public_verified.jsonl'),
    databases: path.join(spider, 'databases'),
  });
}

function dataFolder(data = process.env['MOMQ_DATA']): string {
  const found = data ?? usualPlaces.find((place) => existsSync(path.join(place, 'spider')));
  if (found === undefined) {
    throw new ConfigError(
      `data: expected a folder with spider/ in it, got none at ${usualPlaces.join(' or ')}. Name it with --data or MOMQ_DATA.`,
    );
  }
  return found;
}
