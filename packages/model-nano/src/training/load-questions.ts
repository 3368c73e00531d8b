import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import type { DatabaseContent, DatabaseSchema, DialectPack, LogicalQuery } from '@momq/dialect';
import { migrateToGraph } from '@momq/core/graph';
import { findValueCandidates, indexContent, splitQuestion } from '@momq/core/linking';
import type { ValueIndex } from '@momq/core/linking';
import type { DialectTarget, QuestionList, TrainingQuestion } from './training-question.js';

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
  /** Content of a database by id; called once for each. */
  readonly content: (dbId: string) => Promise<DatabaseContent>;
  /** Default `train`. */
  readonly split?: string;
  /** Which databases to read, by their place in the order in which the split first names them. Default: all. */
  readonly databases?: (place: number) => boolean;
}

/** A list of questions with the schemas that they ask about. */
export interface LoadedQuestions extends QuestionList {
  readonly schemas: readonly DatabaseSchema[];
}

interface LoadedDatabase {
  readonly relational: DatabaseSchema;
  readonly graph: DatabaseSchema;
  readonly index: ValueIndex;
}

interface StoredQuestion {
  readonly question: string;
  readonly source: string;
  readonly dbId: string;
  /** Logical query as JSON by dialect. */
  readonly logical: Map<string, string>;
}

/** Reads training files and joins the dialects of each question. Rows of other dialects than the packs' are left out. */
export async function loadQuestions(options: LoadQuestionsOptions): Promise<LoadedQuestions> {
  const families = new Map(options.packs.map(({ id, family }) => [id, family]));
  const databases = new Map<string, LoadedDatabase>();
  const stored = new Map<string, StoredQuestion>();
  const places = new Map<string, number>();
  for (const file of options.files) {
    for await (const line of createInterface({
      input: createReadStream(file),
      crlfDelay: Infinity,
    })) {
      const row = JSON.parse(line) as TrainingRow;
      if (!families.has(row.dialect) || row.split !== (options.split ?? 'train')) continue;
      if (!places.has(row.dbId)) places.set(row.dbId, places.size);
      if (options.databases?.(places.get(row.dbId)!) === false) continue;
      if (!databases.has(row.dbId))
        databases.set(row.dbId, loadDatabase(await options.content(row.dbId)));
      const key = `${row.dbId}\n${row.question}`;
      const { question, source, dbId } = row;
      const known = stored.get(key) ?? {
        question,
        source,
        dbId,
        logical: new Map<string, string>(),
      };
      known.logical.set(row.dialect, JSON.stringify(row.logical));
      stored.set(key, known);
    }
  }
  const list = [...stored.values()];
  const used = new Set(families.values());
  return {
    length: list.length,
    at: (index) => read(list[index]!, databases.get(list[index]!.dbId)!, families),
    schemas: [...databases.values()].flatMap((database) =>
      [...used].map((family) => database[family]),
    ),
  };
}

function loadDatabase(content: DatabaseContent): LoadedDatabase {
  return {
    relational: content.schema,
    graph: migrateToGraph(content).schema,
    index: indexContent(content),
  };
}

function read(
  { question, source, dbId, logical }: StoredQuestion,
  database: LoadedDatabase,
  families: ReadonlyMap<string, 'relational' | 'graph'>,
): TrainingQuestion {
  const words = splitQuestion(question);
  const targets = new Map<string, DialectTarget>();
  for (const [dialect, json] of logical)
    targets.set(dialect, {
      schema: database[families.get(dialect)!],
      logical: JSON.parse(json) as LogicalQuery,
    });
  return {
    question,
    words,
    source,
    dbId,
    candidates: findValueCandidates(question, words, database.index, database.relational),
    targets,
  };
}
