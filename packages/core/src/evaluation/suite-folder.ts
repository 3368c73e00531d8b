import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

import { ConfigError } from '@momq/dialect';
import type { DatabaseContent } from '@momq/dialect';
import { parse } from 'yaml';
import { loadDatabaseFolder } from './database-folder.js';
import type { EvaluationQuestion } from './questions.js';

/** Questions about the databases of a folder. */
export interface SuiteFolder {
  readonly questions: readonly EvaluationQuestion[];
  /** Content of a database by id. */
  readonly content: (dbId: string) => Promise<DatabaseContent>;
}

const questionsFile = 'questions.yaml';

/** Members of a question that are not gold queries. */
const described = new Set(['question', 'kind', 'hardness', 'unanswerable']);

/**
 * Reads a suite kept as one folder a database: what {@link loadDatabaseFolder} reads, and `questions.yaml`, a list of
 * `question`, its gold queries (`query` for every dialect, or one under the id of each dialect) or `unanswerable` with the reason,
 * and optionally `kind` and `hardness`.
 *
 * @throws ConfigError when no folder has questions, or one of them is not as said
 */
export async function readSuiteFolder(path: string): Promise<SuiteFolder> {
  const entries = existsSync(path) ? await readdir(path, { withFileTypes: true }) : [];
  const ids = entries
    .filter((entry) => entry.isDirectory() && existsSync(join(path, entry.name, questionsFile)))
    .map(({ name }) => name)
    .sort();
  const questions: EvaluationQuestion[] = [];
  for (const dbId of ids) {
    const file = join(path, dbId, questionsFile);
    questions.push(...parseQuestions(await readFile(file, 'utf8'), file, dbId));
  }
  if (questions.length === 0) {
    throw new ConfigError(
      `suite: expected folders with ${questionsFile} in ${path}, got none. Name the folder that holds one folder a database.`,
    );
  }
  return { questions, content: (dbId) => loadDatabaseFolder(join(path, dbId)) };
}

function parseQuestions(text: string, file: string, dbId: string): EvaluationQuestion[] {
  let list: unknown;
  try {
    list = parse(text);
  } catch (cause) {
    throw new ConfigError(`${file}: expected YAML, got: ${String(cause)}. Correct the file.`, {
      cause,
    });
  }
  if (!Array.isArray(list)) {
    throw new ConfigError(
      `${file}: expected a list of questions, got ${typeof list}. Begin each with "- question:".`,
    );
  }
  return list.map((entry: unknown, index) =>
    readQuestion(entry, { file, dbId, number: index + 1 }),
  );
}

function readQuestion(
  entry: unknown,
  { file, dbId, number }: { readonly file: string; readonly dbId: string; readonly number: number },
): EvaluationQuestion {
  const members = Object.entries((entry ?? {}) as Readonly<Record<string, unknown>>);
  const wrong = members.find(([, value]) => typeof value !== 'string');
  const texts = Object.fromEntries(members) as Readonly<Record<string, string>>;
  const gold = Object.fromEntries(Object.entries(texts).filter(([name]) => !described.has(name)));
  const { question, kind, hardness, unanswerable } = texts;
  const answerable = Object.keys(gold).length > 0;
  if (
    wrong !== undefined ||
    question === undefined ||
    answerable === (unanswerable !== undefined)
  ) {
    throw new ConfigError(
      `${file}: expected question ${number} to be text with either gold queries or unanswerable, got ${wrong === undefined ? Object.keys(texts).join(', ') || 'nothing' : `${wrong[0]}: ${JSON.stringify(wrong[1])}`}. Correct it; put quotes around text that YAML reads as something else.`,
    );
  }
  return {
    id: `${dbId}#${number}`,
    dbId,
    question,
    gold,
    ...(kind !== undefined && { kind }),
    ...(hardness !== undefined && { hardness }),
    ...(unanswerable !== undefined && { unanswerable }),
  };
}
