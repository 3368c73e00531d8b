import { createHash } from 'node:crypto';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

import { MoMQError } from '@momq/dialect';
import { readQuestions } from '@momq/core/evaluation';

/** A human question with its gold in the reference dialect. */
export interface HumanQuestion {
  readonly id: string;
  readonly source: string;
  readonly licence: string;
  readonly dbId: string;
  readonly question: string;
  readonly goldQuery: string;
}

/** Question files of a Spider folder with what the report must name. */
const files = [
  { file: 'train_sqlite.jsonl', source: 'spider', licence: 'CC-BY-SA-4.0' },
  { file: 'spider_syn_train.jsonl', source: 'spider-syn', licence: 'MIT; queries CC-BY-SA-4.0' },
] as const;

/**
 * Reads Spider's training questions and their synonym paraphrases.
 *
 * @param folder - holds `train_sqlite.jsonl`, `spider_syn_train.jsonl` and the `dev_public_*.jsonl` to keep away from.
 * @throws MoMQError `CONFIG_INVALID` when a question is on a database that measures (`dev_public_*`).
 */
export async function readSpiderQuestions(folder: string): Promise<HumanQuestion[]> {
  const measured = await measuringDatabases(folder);
  const questions: HumanQuestion[] = [];
  for (const { file, source, licence } of files) {
    for (const row of await readQuestions(join(folder, file))) {
      const goldQuery = row.gold['query'];
      if (goldQuery === undefined) {
        throw new MoMQError(
          'CONFIG_INVALID',
          `${file} ${row.id}: expected the gold in the column query, got ${Object.keys(row.gold).join(', ')}.`,
        );
      }
      questions.push({
        id: `${source}/${row.id}`,
        source,
        licence,
        dbId: row.dbId,
        question: row.question.trim(),
        goldQuery,
      });
    }
  }
  const leaked = questions.find((question) => measured.has(question.dbId));
  if (leaked) {
    throw new MoMQError(
      'CONFIG_INVALID',
      `${leaked.id}: expected training databases only, got ${leaked.dbId}, which measures. Remove it.`,
    );
  }
  return dropRepeats(questions);
}

/** Databases of the files that measure; never a source of training data. */
export async function measuringDatabases(folder: string): Promise<ReadonlySet<string>> {
  const names = existsSync(folder)
    ? readdirSync(folder).filter((name) => /^dev_public_.*\.jsonl$/.test(name))
    : [];
  if (names.length === 0) {
    throw new MoMQError(
      'CONFIG_INVALID',
      `${folder}: expected dev_public_*.jsonl, to keep its databases out of training, got none.`,
    );
  }
  const rows = await Promise.all(names.map((name) => readQuestions(join(folder, name))));
  return new Set(rows.flat().map((row) => row.dbId));
}

/** A paraphrase that changed nothing repeats its original. */
function dropRepeats(questions: readonly HumanQuestion[]): HumanQuestion[] {
  const seen = new Set<string>();
  return questions.filter((question) => {
    const spelling = question.question
      .toLowerCase()
      .replace(/[^\p{L}\p{N}]+/gu, ' ')
      .trim();
    const key = createHash('sha256')
      .update(`${question.dbId}\n${spelling}\n${question.goldQuery}`)
      .digest('base64');
    return seen.size < seen.add(key).size;
  });
}
