import path from 'node:path';
import { loadDatabaseFolder } from '@momq/core/evaluation';
import { spiderFolder } from './data-folder.js';
import type { EvaluationSuite } from './evaluation-suite.js';

/**
 * Human questions about databases that are held out from training: calibrations are fitted on them.
 *
 * @param name - `spider-misplaced`: every tenth question, asked of a database that cannot answer it
 * @param data - see {@link spiderFolder}
 * @throws ConfigError when the data is not there
 */
export async function spiderHeldoutSuite(
  name: 'spider-heldout' | 'spider-misplaced',
  data?: string,
): Promise<EvaluationSuite> {
  const { heldoutQuestions, misplacedQuestions } = await import('@momq/datagen');
  const spider = spiderFolder(data);
  return {
    name,
    questions: await (name === 'spider-heldout' ? heldoutQuestions : misplacedQuestions)(spider),
    content: (dbId) => loadDatabaseFolder(path.join(spider, 'databases', dbId)),
  };
}
