import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import type { DatabaseContent, DatabaseSchema, DialectPack, LogicalQuery } from '@momq/core/dialect';
import { migrateToGraph } from '@momq/core/graph';
import { findValueCandidates, indexContent, splitQuestion } from '@momq/core/linking';
import type { ValueIndex } from '@momq/core/linking';
import type { DialectTarget, TrainingQuestion } from './training-question.js';

/** One line of a training file: a question and its verified query in one dialect. */
interface TrainingRow {
  readonly source: string;
  readonly dbId: string;
  readonly split: string;
  readonly question: string;
  readonly dialect: string;
  readonly logical: LogicalQuery;
}

/** What to read, and how to find the databases. */
export interface LoadQuestionsOptions {
  /** JSONL files of the data generator. */
  readonly files: readonly string[];
  readonly packs: readonly Pick<DialectPack, 'id' | 'family'>[];
  readonly content: (dbId: string) => Promise<DatabaseContent>;
  /** Default `train`. */
  readonly split?: string;
}

interface LoadedDatabase {
  readonly relational: DatabaseSchema;
  readonly graph: DatabaseSchema;
  readonly index: ValueIndex;
}

/** Reads training files and joins the dialects of each question. Rows of other dialects than the packs' are left out. */
export async function loadQuestions(options: LoadQuestionsOptions): Promise<TrainingQuestion[]> {
  const families = new Map(options.packs.map(({ id, family }) => [id, family]));
  const databases = new Map<string, LoadedDatabase>();
  const questions = new Map<string, TrainingQuestion & { targets: Map<string, DialectTarget> }>();
  for (const file of options.files) {
    for await (const line of createInterface({ input: createReadStream(file), crlfDelay: Infinity })) {
      const row = JSON.parse(line) as TrainingRow;
      const family = families.get(row.dialect);
      if (family === undefined || row.split !== (options.split ?? 'train')) continue;
      const database = databases.get(row.dbId) ?? loadDatabase(await options.content(row.dbId));
      databases.set(row.dbId, database);
      const key = `${row.dbId}\n${row.question}`;
      const known = questions.get(key) ?? startQuestion(row, database);
      known.targets.set(row.dialect, { schema: database[family], logical: row.logical });
      questions.set(key, known);
    }
  }
  return [...questions.values()];
}

function loadDatabase(content: DatabaseContent): LoadedDatabase {
  return { relational: content.schema, graph: migrateToGraph(content).schema, index: indexContent(content) };
}

function startQuestion(row: TrainingRow, { relational, index }: LoadedDatabase) {
  const words = splitQuestion(row.question);
  return {
    question: row.question,
    words,
    source: row.source,
    dbId: row.dbId,
    candidates: findValueCandidates(row.question, words, index, relational),
    targets: new Map<string, DialectTarget>(),
  };
}
