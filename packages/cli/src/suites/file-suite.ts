import { existsSync } from 'node:fs';
import path from 'node:path';
import { readdir } from 'node:fs/promises';
import { ConfigError } from '@momq/core';
import type { DatabaseContent } from '@momq/core';
import { databaseContent, loadDatabaseFolder, readQuestions } from '@momq/core/evaluation';
import { requireLanguage } from '@momq/core/logical';
import type { EvaluationSuite } from './evaluation-suite.js';

/** Where a suite's files are. */
export interface SuiteFiles {
  /** What `readQuestions` reads. */
  readonly questions: string;
  /** One folder per database with DDL and CSV rows, or with a database file, as Spider and BIRD have them. */
  readonly databases: string;
}

/**
 * A suite from files.
 *
 * @param goldName - the dialect of golds that the questions do not name; default: the one that golds are read in
 * @throws {@link ConfigError} when a file or folder is not there, a line is not a question, or there is none
 */
export async function fileSuite(
  name: string,
  files: SuiteFiles,
  goldName?: string,
): Promise<EvaluationSuite> {
  for (const [what, place] of Object.entries(files)) {
    if (!existsSync(place)) {
      throw new ConfigError(`${what}: expected a path that exists, got ${place}. Check the path.`);
    }
  }
  const questions = await readQuestions(files.questions, {
    ...(goldName !== undefined && { goldName }),
  });
  if (questions.length === 0) {
    throw new ConfigError(
      `questions: expected questions in ${files.questions}, got none. Name a file with questions.`,
    );
  }
  return {
    name,
    questions,
    content: (dbId) => databaseNamed(files.databases, dbId),
  };
}

/** A folder with DDL and rows, or the file `<id>/<id>.<ending>` or `<id>.<ending>` that an installed dialect recognises. */
async function databaseNamed(folder: string, dbId: string): Promise<DatabaseContent> {
  const own = path.join(folder, dbId);
  if (existsSync(path.join(own, 'schema.sql'))) return loadDatabaseFolder(own);
  const { loadDialects } = await import('../dialects/find-dialects.js');
  const packs = await loadDialects();
  for (const place of [own, folder])
    for (const name of existsSync(place) ? await readdir(place) : []) {
      const file = path.join(place, name);
      const pack = packs.find((each) => each.recognises(file) && each.viewRelational === undefined);
      if (path.parse(name).name !== dbId || pack === undefined) continue;
      const database = await pack.openDatabase(file);
      try {
        return await databaseContent(database, requireLanguage(pack));
      } finally {
        await database.close();
      }
    }
  return loadDatabaseFolder(own); // says what is missing
}
