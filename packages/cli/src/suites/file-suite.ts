import { existsSync } from 'node:fs';
import path from 'node:path';
import { ConfigError } from '@momq/core';
import { loadDatabaseFolder, readQuestions } from '@momq/core/evaluation';
import type { EvaluationSuite } from './evaluation-suite.js';

/** Where a suite's files are. */
export interface SuiteFiles {
  /** JSON lines with `question`, `db_id` and gold queries or answers. */
  readonly questions: string;
  /** One folder per database: MySQL DDL and CSV rows. */
  readonly databases: string;
}

/**
 * A suite from files in the format of Spider's folders.
 *
 * @throws {@link ConfigError} when a file or folder is not there, a line is not a question, or there is none
 */
export async function fileSuite(name: string, files: SuiteFiles): Promise<EvaluationSuite> {
  for (const [what, place] of Object.entries(files)) {
    if (!existsSync(place)) {
      throw new ConfigError(`${what}: expected a path that exists, got ${place}. Check the path.`);
    }
  }
  const questions = await readQuestions(files.questions);
  if (questions.length === 0) {
    throw new ConfigError(
      `questions: expected one JSON object a line in ${files.questions}, got an empty file. Name a file with questions.`,
    );
  }
  return {
    name,
    questions,
    content: (dbId) => loadDatabaseFolder(path.join(files.databases, dbId)),
  };
}
