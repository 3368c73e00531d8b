import { existsSync } from 'node:fs';
import { ConfigError, DialectUnknownError, openDatabase } from '@momq/core';
import type { DialectPack } from '@momq/core';
import { readQuestions } from '@momq/core/evaluation';
import { hideSecrets } from '@momq/core/execution';
import type { DatabaseUrls } from './database-urls.js';
import type { EvaluationSuite } from './evaluation-suite.js';

/**
 * The dialect of databases on servers: the named one, else the one that recognises their URLs.
 *
 * @throws {@link ConfigError} when it does not recognise them all
 * @throws DialectUnknownError when nothing installed recognises them
 */
export async function servedDialect({ samples }: DatabaseUrls, id?: string): Promise<DialectPack> {
  const { dialectsFor } = await import('../dialects/find-dialects.js');
  const packs = await dialectsFor(samples, id);
  const stranger = samples.find((url) => !packs.some((pack) => pack.recognises(url)));
  if (stranger !== undefined && id !== undefined)
    throw new DialectUnknownError(
      `database ${hideSecrets(stranger)}: expected a URL of ${id}, got another. Leave out --dialect, or name that of the servers.`,
    );
  const { requireRecognised } = await import('../commands/open-questioned.js');
  for (const url of samples) await requireRecognised(url, packs);
  const pack = packs.find((each) => samples.every((url) => each.recognises(url)));
  if (pack !== undefined) return pack;
  throw new ConfigError(
    'databases: expected URLs of one dialect, got those of several. Divide the questions, and give the URLs of each dialect with its own.',
  );
}

/**
 * A suite of questions whose databases are on servers. A database that could not be opened is not tried again.
 *
 * @param goldName - the dialect of golds that the file does not name; default: that of the servers
 * @throws {@link ConfigError} when there is no file or no question in it
 */
export async function servedSuite(
  questions: string,
  urls: DatabaseUrls,
  dialect: DialectPack,
  goldName = dialect.id,
): Promise<EvaluationSuite> {
  if (!existsSync(questions))
    throw new ConfigError(
      `questions: expected a path that exists, got ${questions}. Check the path.`,
    );
  const read = await readQuestions(questions, { goldName });
  if (read.length === 0)
    throw new ConfigError(
      `questions: expected questions in ${questions}, got none. Name a file with questions.`,
    );
  const failures = new Map<string, unknown>();
  return {
    name: questions,
    questions: read,
    content: () =>
      Promise.reject(
        new ConfigError('databases: expected files, got servers, whose rows are not copied.'),
      ),
    async open(dbId) {
      if (failures.has(dbId)) throw failures.get(dbId);
      try {
        return await openDatabase(dialect, urls.urlOf(dbId));
      } catch (error) {
        failures.set(dbId, error);
        throw error;
      }
    },
  };
}
