import type { DatabaseContent, DatabaseSchema, DialectPack, LogicalQuery } from '@momq/dialect';
import { describeContent } from '@momq/core/sql';
import { findValueCandidates, indexContent, splitQuestion } from '@momq/core/linking';
import type { ValueIndex } from '@momq/core/linking';
import { relationalView } from '@momq/core/logical';
import { readPairs } from '@momq/core/pairs';
import type { Split } from '@momq/core/pairs';
import type { DialectTarget, QuestionList, TrainingQuestion } from './training-question.js';

/** What to read, and how to find the databases. */
export interface LoadQuestionsOptions {
  /** JSONL files of the data generator. */
  readonly files: readonly string[];
  readonly packs: readonly Pick<DialectPack, 'id' | 'viewRelational'>[];
  /** Content of a database by id; called once for each. */
  readonly content: (dbId: string) => Promise<DatabaseContent>;
  /** Default `train`. */
  readonly split?: Split | 'any';
  /** Which databases to read, by their place in the order in which the split first names them, or by name. Default: all. */
  readonly databases?: (place: number, dbId: string) => boolean;
}

/** A list of questions with the schemas that they ask about. */
export interface LoadedQuestions extends QuestionList {
  readonly schemas: readonly DatabaseSchema[];
}

interface LoadedDatabase {
  /** What findValueCandidates reads: the database as its rows are stored. */
  readonly stored: DatabaseSchema;
  /** The database as each dialect sees it. */
  readonly seen: ReadonlyMap<string, DatabaseSchema>;
  readonly index: ValueIndex;
}

interface StoredQuestion {
  readonly question: string;
  readonly source: string;
  readonly dbId: string;
  /** Logical query as JSON by dialect. */
  readonly logical: Map<string, string>;
}

/**
 * Reads training files and joins the dialects of each question. Pairs of other dialects than the packs' are left out.
 *
 * @throws ConfigError that names the line of a file that is no verified pair
 */
export async function loadQuestions(options: LoadQuestionsOptions): Promise<LoadedQuestions> {
  const dialects = new Set(options.packs.map(({ id }) => id));
  const { split = 'train' } = options;
  const databases = new Map<string, LoadedDatabase>();
  const stored = new Map<string, StoredQuestion>();
  const places = new Map<string, number>();
  for (const file of options.files) {
    for await (const pair of readPairs(file)) {
      const { question, source, dbId } = pair;
      if (!dialects.has(pair.dialect) || (split !== 'any' && pair.split !== split)) continue;
      if (pair.logical === undefined) continue; // text alone: there are no tokens to learn
      if (!places.has(dbId)) places.set(dbId, places.size);
      if (options.databases?.(places.get(dbId)!, dbId) === false) continue;
      if (!databases.has(dbId))
        databases.set(dbId, await loadDatabase(await options.content(dbId), options.packs));
      const key = `${dbId}\n${question}`;
      const known = stored.get(key) ?? {
        question,
        source,
        dbId,
        logical: new Map<string, string>(),
      };
      known.logical.set(pair.dialect, JSON.stringify(pair.logical));
      stored.set(key, known);
    }
  }
  const list = [...stored.values()];
  return {
    length: list.length,
    at: (index) => read(list[index]!, databases.get(list[index]!.dbId)!),
    schemas: [...databases.values()].flatMap(({ seen }) => onePerFamily([...seen.values()])),
  };
}

/** A database as it is seen when it is asked, with the links that its rows tell. */
async function loadDatabase(
  content: DatabaseContent,
  packs: LoadQuestionsOptions['packs'],
): Promise<LoadedDatabase> {
  const schema = await describeContent(content.schema, content, Number.POSITIVE_INFINITY);
  return {
    stored: schema,
    seen: new Map(packs.map((pack) => [pack.id, relationalView(pack, schema).schema])),
    index: indexContent(content),
  };
}

function onePerFamily(schemas: readonly DatabaseSchema[]): DatabaseSchema[] {
  return [...new Map(schemas.map((schema) => [schema.family, schema])).values()];
}

function read(
  { question, source, dbId, logical }: StoredQuestion,
  database: LoadedDatabase,
): TrainingQuestion {
  const words = splitQuestion(question);
  const targets = new Map<string, DialectTarget>();
  for (const [dialect, json] of logical)
    targets.set(dialect, {
      schema: database.seen.get(dialect)!,
      logical: JSON.parse(json) as LogicalQuery,
    });
  return {
    question,
    words,
    source,
    dbId,
    candidates: findValueCandidates(question, words, database.index, database.stored),
    targets,
  };
}
