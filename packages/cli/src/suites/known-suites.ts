import { existsSync } from 'node:fs';
import { ConfigError } from '@momq/core';
import { readSuiteFolder } from '@momq/core/evaluation';
import type { DialectPack } from '@momq/core';
import { requireLanguage } from '@momq/core/logical';
import { referenceDialect } from '../dialects/find-dialects.js';
import { countingBar } from '../output/progress-bar.js';
import type { EvaluationSuite } from './evaluation-suite.js';
import { spiderHeldoutSuite } from './spider-heldout-suite.js';
import { spiderPublicSuite } from './spider-public-suite.js';
import { suiteNames } from './suite-names.js';
import type { SuiteName } from './suite-names.js';

/**
 * A known suite by its name, or the suite that a folder holds.
 *
 * @param dialect - that will be asked: the questions of `generated` are those that it and the reference dialect answer alike
 * @param data - see {@link knownSuite}
 * @throws {@link ConfigError} when it is neither, or its files are not as they should be
 */
export async function namedSuite(
  name: string,
  dialect: DialectPack,
  data?: string,
): Promise<EvaluationSuite> {
  const known = suiteNames.find((candidate) => candidate === name);
  if (known !== undefined) return knownSuite(known, dialect, data);
  if (existsSync(name)) return { name, ...(await readSuiteFolder(name)) };
  throw new ConfigError(
    `suite: expected one of ${suiteNames.join(', ')} or a folder, got ${name}. Check the spelling.`,
  );
}

/**
 * Builds a known suite: `generated` from its seed, on schemas and in domains that no training data has;
 * the others from files.
 *
 * @param data - the folder of data sets, for suites that are files
 */
async function knownSuite(
  name: SuiteName,
  dialect: DialectPack,
  data?: string,
): Promise<EvaluationSuite> {
  if (name === 'spider-public') return spiderPublicSuite(data);
  if (name === 'spider-heldout' || name === 'spider-misplaced')
    return spiderHeldoutSuite(name, data);
  const { generatedSuite } = await import('@momq/datagen');
  const reference = await referenceDialect();
  const others = [dialect].filter(({ id }) => id !== reference.id).map(requireLanguage);
  return {
    name,
    ...(await generatedSuite({
      engines: [reference, ...others],
      onProgress: countingBar('making the suite'),
    })),
  };
}
