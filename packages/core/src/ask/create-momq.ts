import type { Database, DialectPack, QueryOptions } from '@momq/dialect';
import type { DatabaseSchema } from '@momq/dialect';
import type { Answer, AskOptions } from './answer.js';
import { QuestionError, SchemaEmptyError } from './ask-errors.js';
import { chooseCandidate } from './choose-candidate.js';
import { InstalledDialects } from './installed-dialects.js';
import { queryLimits, requirePositiveInteger } from '../execution/query-limits.js';
import { loadDefaultModel } from './load-default-model.js';
import { looksEnglish } from './question-language.js';
import type { QueryModel } from './query-model.js';

/** What {@link createMoMQ} is made of. */
export interface MoMQOptions {
  readonly dialects: readonly DialectPack[];
  /**
   * A model, which stays yours to dispose; or a function that loads one, called at the first question, whose model
   * {@link MoMQ.close} disposes. Default: loads the embedded model of `@momq/model-nano`.
   */
  readonly model?: QueryModel | (() => Promise<QueryModel>);
}

/** How a source is opened. */
export interface OpenOptions {
  /** Id of an installed dialect; default: the one that recognises the source. */
  readonly dialect?: string;
}

/** Questions in, answers out. Made by {@link createMoMQ}. */
export interface MoMQ {
  /**
   * Opens a file or a server.
   *
   * @throws {@link DialectUnknownError} when the dialect is not installed or none recognises the source
   * @throws {@link DatabaseOpenError} from the pack
   */
  open(source: string, options?: OpenOptions): Promise<Database>;
  /**
   * Answers a question from a database of an installed dialect, opened here or by the pack itself.
   *
   * @throws {@link QuestionError} for a blank question, {@link SchemaEmptyError} for a database without tables,
   *   {@link QueryRefusedError} when the model proposes only what could write, {@link NoQueryError} when nothing runs,
   *   {@link ModelMissingError} when no model is given or installed, {@link ConfigError} for limits that are not positive
   */
  ask(question: string, database: Database, options?: AskOptions): Promise<Answer>;
  /** Closes the databases that {@link MoMQ.open} opened, and the model that was loaded here. */
  close(): Promise<void>;
}

/**
 * Joins dialect packs and a model.
 *
 * @example
 * ```ts
 * const momq = createMoMQ({ dialects: [sqlite()] });
 * const database = await momq.open('shop.sqlite');
 * const answer = await momq.ask('How many customers are there?', database);
 * await momq.close();
 * ```
 * @throws {@link ConfigError} for no packs, two packs with one id, or a pack that is not one
 */
export function createMoMQ(options: MoMQOptions): MoMQ {
  return new AskPipeline(options);
}

class AskPipeline implements MoMQ {
  readonly #dialects: InstalledDialects;
  readonly #givenModel: QueryModel | undefined;
  readonly #loadModel: () => Promise<QueryModel>;
  #ownModel: Promise<QueryModel> | undefined;
  readonly #opened = new Set<Database>();
  readonly #schemas = new WeakMap<Database, DatabaseSchema>();

  constructor({ dialects, model = loadDefaultModel }: MoMQOptions) {
    this.#dialects = new InstalledDialects(dialects);
    this.#givenModel = typeof model === 'function' ? undefined : model;
    this.#loadModel = typeof model === 'function' ? model : loadDefaultModel;
  }

  async open(source: string, { dialect }: OpenOptions = {}): Promise<Database> {
    const pack =
      dialect === undefined ? this.#dialects.bySource(source) : this.#dialects.byId(dialect);
    const database = await pack.openDatabase(source);
    this.#opened.add(database);
    return database;
  }

  async ask(question: string, database: Database, options: AskOptions = {}): Promise<Answer> {
    const start = performance.now();
    const limits = readLimits(options);
    const text = question.trim();
    if (text === '') throw new QuestionError();
    const dialect = this.#dialects.byId(database.dialect);
    const schema = await this.#schema(database, options.refreshSchema ?? false);
    const schemaMs = performance.now() - start;

    const modelStart = performance.now();
    const model = await this.#model();
    const parser = await this.#dialects.parser(dialect);
    const modelMs = performance.now() - modelStart;
    const generateStart = performance.now();
    const { maxCandidates } = options;
    const generation = await model.generate({
      question: text,
      schema,
      dialect,
      database,
      ...(maxCandidates !== undefined && { maxCandidates }),
    });
    const generateMs = performance.now() - generateStart;

    const choice = await chooseCandidate(generation.candidates, { parser, database, limits });
    const { columns, rows, truncated } = choice.result;
    const { checkMs, executeMs } = choice;
    return {
      question: text,
      dialect: dialect.id,
      query: choice.query,
      columns,
      rows,
      truncated,
      confidence: choice.confidence,
      candidates: choice.reports,
      routing: generation.routing,
      notes: [...remarks(text, dialect, model), ...generation.notes],
      timings: {
        schemaMs,
        modelMs,
        generateMs,
        checkMs,
        executeMs,
        totalMs: performance.now() - start,
      },
    };
  }

  async close(): Promise<void> {
    const databases = [...this.#opened];
    this.#opened.clear();
    await Promise.all(databases.map((database) => database.close()));
    const model = await this.#ownModel;
    this.#ownModel = undefined;
    await model?.dispose();
  }

  async #schema(database: Database, refresh: boolean): Promise<DatabaseSchema> {
    const known = refresh ? undefined : this.#schemas.get(database);
    const schema = known ?? (await database.schema());
    if (schema.entities.length === 0) throw new SchemaEmptyError(schema.name);
    this.#schemas.set(database, schema);
    return schema;
  }

  async #model(): Promise<QueryModel> {
    if (this.#givenModel !== undefined) return this.#givenModel;
    this.#ownModel ??= this.#loadModel();
    try {
      return await this.#ownModel;
    } catch (error) {
      this.#ownModel = undefined; // so that the next question can succeed once the cause is gone
      throw error;
    }
  }
}

function readLimits({ maxRows, timeoutMs, maxCandidates }: AskOptions): QueryOptions {
  if (maxCandidates !== undefined) requirePositiveInteger('maxCandidates', maxCandidates);
  const given: QueryOptions = {
    ...(maxRows !== undefined && { maxRows }),
    ...(timeoutMs !== undefined && { timeoutMs }),
  };
  queryLimits(given);
  return given;
}

function remarks(question: string, dialect: DialectPack, model: QueryModel): string[] {
  const notes: string[] = [];
  if (!looksEnglish(question)) {
    notes.push(
      `The question does not look English; ${model.name} was trained on English questions, so check the answer.`,
    );
  }
  if (!model.groups.includes(dialect.id)) {
    notes.push(
      `${model.name} has no expert group for ${dialect.id}; the shared group alone wrote this query.`,
    );
  }
  return notes;
}
