import path from 'node:path';
import { loadDatabaseFolder } from '@momq/core/evaluation';
import { spiderFolder } from './data-folder.js';
import type { EvaluationSuite } from './evaluation-suite.js';

/**
 * Human questions about databases that are held out from training: calibrations are fitted on them.
 *
 * @param data - see {@link spiderFolder}
 * @throws ConfigError when the data is not there
 */
export async function spiderHeldoutSuite(data?: string): Promise<EvaluationSuite> {
  const { heldoutQuestions } = await import('@momq/datagen');
  const spider = spiderFolder(data);
  return {
    name: 'spider-heldout',
    questions: await heldoutQuestions(spider),
    content: (dbId) => loadDatabaseFolder(path.join(spider, 'databases', dbId)),
  };
}
