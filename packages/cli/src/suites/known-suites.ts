import { logicalDialects } from '../dialects/find-dialects.js';
import { countingBar } from '../output/progress-bar.js';
import type { EvaluationSuite } from './evaluation-suite.js';
import { spiderHeldoutSuite } from './spider-heldout-suite.js';
import { spiderPublicSuite } from './spider-public-suite.js';
import type { SuiteName } from './suite-names.js';

/**
 * Builds a known suite: `generated` from its seed, on schemas and in domains that no training data has;
 * the others from files.
 *
 * @param data - the folder of data sets, for suites that are files
 */
export async function knownSuite(name: SuiteName, data?: string): Promise<EvaluationSuite> {
  if (name === 'spider-public') return spiderPublicSuite(data);
  if (name === 'spider-heldout' || name === 'spider-misplaced')
    return spiderHeldoutSuite(name, data);
  const { generatedSuite } = await import('@momq/datagen');
  const engines = await logicalDialects();
  return {
    name,
    ...(await generatedSuite({ engines, onProgress: countingBar('making the suite') })),
  };
}
