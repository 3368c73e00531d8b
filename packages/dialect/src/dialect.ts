/**
 * The contract between MoMQ and a dialect, version 1. A pack is one {@link DialectPack} value made by a factory.
 *
 * @module
 */
import type { Database } from './database.js';
import type { DatabaseContent, DatabaseSchema, Family } from './database-schema.js';
import type { LogicalConstruct } from './logical-constructs.js';
import type { PartReport } from './part-report.js';
import type {
  DialectPrompt,
  QueryLanguage,
  QueryParser,
  RelationalView,
  TextGrammar,
} from './query-language.js';

/** What the dialect can express and its engine can do; plain data that is checked where it is claimed. */
export interface DialectCapabilities {
  /** Constructs of the logical form that the dialect cannot express: models do not propose them, conformance leaves them out. */
  readonly unsupported: readonly LogicalConstruct[];
  /** `embedded`: `createDatabase` runs inside the package; `url`: `openDatabase` connects to a server; `file`: it opens files. */
  readonly engines: readonly ('embedded' | 'file' | 'url')[];
  /** Databases have `explain`. */
  readonly explain: boolean;
  /** Databases have `estimate`. */
  readonly estimate: boolean;
  /** Where the embedded engine only imitates the dialect: what may differ, a sentence that each answer carries. */
  readonly emulation?: string;
}

/** Keywords of the dialect, upper case. */
export interface DialectKeywords {
  readonly all: readonly string[];
  /** Those that set this dialect apart (router initialisation, diversity metrics). */
  readonly specific: readonly string[];
  /**
   * Those of `specific` that stand in queries which only read and which the embedded engine runs: how many of them occur is what
   * training data is measured by. Default: all.
   */
  readonly inQueries?: readonly string[];
}

/** One page per keyword or function: prose and examples that run on {@link TutorialCorpus.sample}. */
export interface TutorialPage {
  readonly keyword: string;
  readonly title: string;
  readonly prose: string;
  readonly examples: readonly { readonly question: string; readonly query: string }[];
}

/** The pages and the sample database that their examples query. */
export interface TutorialCorpus {
  readonly sample: DatabaseContent;
  /** What a first look asks of the sample, with queries that answer it; default: examples of the pages. */
  readonly questions?: readonly { readonly question: string; readonly query: string }[];
  readonly pages: readonly TutorialPage[];
}

/** A trained group of experts that a pack brings. */
export interface ExpertGroupWeights {
  /** Name of the model that it was trained on, for example `nano`. */
  readonly model: string;
  /** The group's file; it names the base that it fits, and is refused on another. */
  readonly file: URL;
}

/** Shape of the pack's expert group (MoMQ §3: LoRA experts of one dialect), and what is trained of it. */
export interface ExpertGroupConfig {
  readonly experts: number;
  readonly rank: number;
  readonly alpha: number;
  /** Default: none; a model then answers with its own group of this name, or with the shared group alone. */
  readonly weights?: readonly ExpertGroupWeights[];
}

/** A dialect: everything that MoMQ needs to know about it. Made by a factory such as `postgres()`. */
export interface DialectPack {
  readonly specificationVersion: 'v1';
  /** npm suffix, expert-group name and router label, for example `postgres`. */
  readonly id: string;
  readonly displayName: string;
  readonly family: Family;
  /** Engine versions that the pack targets, for example `PostgreSQL 15–18`. */
  readonly version: string;
  readonly capabilities: DialectCapabilities;
  readonly keywords: DialectKeywords;
  readonly tutorials: TutorialCorpus;
  readonly expertGroup: ExpertGroupConfig;
  /** The logical form in this dialect. Without it models that write the logical form cannot answer in this dialect. */
  readonly language?: QueryLanguage;
  /** Default: a general rendering of the schema and no rules. */
  readonly prompt?: DialectPrompt;
  /** Loads the parser; heavy grammars are imported here, not with the pack. */
  createParser(): Promise<QueryParser>;
  /** The constraint for text that is written over `schema`; default: none, text is checked after it was written. */
  createGrammar?(schema: DatabaseSchema): TextGrammar;
  /** True when `source` (a file path or URL) looks like this dialect's. */
  recognises(source: string): boolean;
  /** Opens a file or a server. @throws DatabaseOpenError */
  openDatabase(source: string): Promise<Database>;
  /**
   * Builds an embedded database from relational content (packs with a {@link DialectPack.viewRelational} migrate it).
   *
   * @throws UnsupportedFeatureError without an `embedded` engine
   */
  createDatabase(content: DatabaseContent): Promise<Database>;
  /** How a relational database looks in this dialect; default: as it is. Packs of family `graph` have it. */
  viewRelational?(schema: DatabaseSchema): RelationalView;
  /** Looks at what the pack needs of the machine and the installation; opens no database. Default: nothing to say. */
  diagnose?(): Promise<readonly PartReport[]>;
}

/** A pack that has a logical form: what models that write the logical form answer in and are trained for. */
export type LogicalDialectPack = DialectPack & Required<Pick<DialectPack, 'language'>>;
