import type { Database, DialectPack } from '@momq/dialect';
import type { Answer, AskOptions, QueryAnswer } from './answer.js';
import { AskPipeline } from './ask-pipeline.js';
import type { OsiDocument } from '../semantics/osi-document.js';
import type { Teaching } from '../semantics/teaching.js';
import type { QueryModel } from './query-model.js';

/** What {@link createMoMQ} is made of. */
export interface MoMQOptions {
  readonly dialects: readonly DialectPack[];
  /**
   * A model ({@link QueryModel} v1), which stays yours to dispose; or a function that loads one, called at the first question, whose model
   * {@link MoMQ.close} disposes. Default: loads the embedded model of `@momq/model-nano`.
   */
  readonly model?: QueryModel | (() => Promise<QueryModel>);
}

/** How a source is opened. */
export interface OpenOptions {
  /** Id of an installed dialect; default: the one that recognises the source. */
  readonly dialect?: string;
  /**
   * What to teach about the database: an Open Semantic Interchange file, a dbt `schema.yml`, the former as data, or false for nothing.
   * Default: the file beside a database file, `shop.osi.yaml` (`.yml`, `.json`) for `shop.db`, where there is one.
   */
  readonly semantics?: string | OsiDocument | false;
  /** Stops waiting; `open` then rejects with the signal's reason, and closes what opens all the same. */
  readonly signal?: AbortSignal;
}

/** Questions in, answers out. Made by {@link createMoMQ}. */
export interface MoMQ {
  /**
   * Opens a file or a server.
   *
   * @throws {@link DialectUnknownError} when the dialect is not installed or none recognises the source
   * @throws {@link DatabaseOpenError} from the pack
   * @throws {@link ConfigError} when the database lacks what the pack's capabilities claim
   * @throws {@link SemanticsError} when the semantic model cannot be read or does not fit the database
   */
  open(source: string, options?: OpenOptions): Promise<Database>;
  /**
   * Teaches about a database that is open, instead of what it was opened with. Answers from now on use it.
   *
   * @returns what was understood, with notes on what is not used
   * @throws {@link SemanticsError} when the semantic model cannot be read or does not fit the database; nothing changes then
   */
  teach(database: Database, semantics: string | OsiDocument): Promise<Teaching>;
  /** What is taught about a database, with its schema as questions see it; undefined where nothing is. */
  taught(database: Database): Promise<Teaching | undefined>;
  /**
   * Answers a question from a database of an installed dialect, opened here or by the pack itself; declines one that the
   * database or the model cannot answer, unless `declining` is false.
   *
   * @throws {@link QuestionError} for a blank question, {@link QuestionTooLongError} for a long one, {@link HistoryMismatchError} for a history of another database, {@link SchemaEmptyError} for a database without tables,
   *   {@link QueryRefusedError} when the model proposes only what could write, {@link NoQueryError} when nothing runs,
   *   {@link ModelMissingError} when no model is given or installed, {@link UnsupportedFeatureError} when the model cannot
   *   write the dialect, {@link ConfigError} for limits that are not positive, and for a pack or a model that is not as it says
   */
  ask(
    question: string,
    database: Database,
    options: AskOptions & { readonly declining: false },
  ): Promise<QueryAnswer>;
  /** The same; a question that cannot be answered is declined. */
  ask(question: string, database: Database, options?: AskOptions): Promise<Answer>;
  /**
   * Closes the databases that {@link MoMQ.open} opened, and the model that was loaded here. What is being opened is closed as soon as
   * it is open, and its `open` rejects with `DATABASE_CLOSED`.
   */
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
