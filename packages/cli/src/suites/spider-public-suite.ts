import path from 'node:path';
import { spiderFolder } from './data-folder.js';
import type { EvaluationSuite } from './evaluation-suite.js';
import { fileSuite } from './file-suite.js';

/**
 * Human questions on ten databases that nothing here is trained on, with verified answers.
 *
 * @param data - see {@link spiderFolder}
 * @throws ConfigError when the data is not there
 */
export async function spiderPublicSuite(data?: string): Promise<EvaluationSuite> {
  const spider = spiderFolder(data);
  return fileSuite('spider-public', {
    questions: path.join(spider, 'dev_public_verified.jsonl'),
    databases: path.join(spider, 'databases'),
  });
}
