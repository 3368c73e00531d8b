/**
 * The contract between MoMQ and a model that writes queries, version 1.
 *
 * A package with a model exports `loadModel(options?: { folder?: string }): Promise<QueryModel>`, which is how
 * `momq ask --model <package>` finds it.
 *
 * @module
 */
import type { Database, DatabaseSchema, DialectPack, LogicalQuery } from '@momq/dialect';
import type { Calibration } from '../confidence/calibration.js';
import type { HistoryTurn } from '../history/history-turn.js';
import type { QuestionNeed } from '../declining/question-needs.js';
import type { QuestionLink } from '../linking/question-linker.js';
import type { Teaching } from '../semantics/teaching.js';

/** A query that did not run, and why: what a model that repairs reads. */
export interface PreviousAttempt {
  readonly query: string;
  /** Code of the error, for example `QUERY_SYNTAX` or `QUERY_EXECUTION`. */
  readonly code: string;
  /** The error's message, with the engine's own words. */
  readonly message: string;
}

/** What a model tells while it works. */
export type GenerationEvent =
  /** Text of a candidate as it is written; `candidate` counts from 0. */
  | { readonly type: 'token'; readonly candidate: number; readonly text: string }
  /** How far the model is, 0–1, and with what. */
  | { readonly type: 'progress'; readonly share: number; readonly text: string };

/** What a model is asked to write a query for. */
export interface GenerationRequest {
  /** The question, trimmed and not empty, with its relative dates written out (*last year* as *in 2025*). */
  readonly question: string;
  /** The schema of {@link GenerationRequest.database}, with at least one entity. Never changed: caches may key on it. */
  readonly schema: DatabaseSchema;
  readonly dialect: DialectPack;
  /** The question linked to the schema and to the values of the database. */
  readonly link: QuestionLink;
  /**
   * What a semantic model teaches about the database: {@link GenerationRequest.schema} is its schema; instructions, metrics and
   * example pairs are for prompts (`similarExamples` of `@momq/core/semantics` finds those that are like the question).
   */
  readonly teaching?: Teaching;
  /** For reading values that the question may mention. The model runs no candidates: the pipeline does. */
  readonly database: Database;
  /** Candidates at most, best first; default: the model's own. */
  readonly maxCandidates?: number;
  /** Stops the generation; it then rejects with the signal's reason. */
  readonly signal?: AbortSignal;
  /** Called as the model works; a model may never call it. */
  readonly onProgress?: (event: GenerationEvent) => void;
  /** The turns of the conversation, oldest first. Given only to models with {@link QueryModel.readsHistory}. */
  readonly history?: readonly HistoryTurn[];
  /** An earlier attempt at the same question that did not run. Given only to models with {@link QueryModel.repairs}. */
  readonly previous?: PreviousAttempt;
}

/** One query that a model proposes. */
export interface GeneratedCandidate {
  /** Text in the request's dialect. */
  readonly query: string;
  /** Natural logarithm of the model's probability of the query, ≤ 0; default: unknown, the order alone ranks. */
  readonly logProb?: number;
  /**
   * Natural logarithm of the probability of the text as it was generated, ≤ 0, where {@link GeneratedCandidate.logProb} is that
   * of a ranking; default: the same.
   */
  readonly sequenceLogProb?: number;
  /** The output tokens, spelled out. */
  readonly tokens?: readonly string[];
  /** The query in the form that every dialect shares, where the model works with it: follow-ups refine it. */
  readonly logical?: LogicalQuery;
  /** What the query does or why it was chosen, in the model's own words. */
  readonly explanation?: string;
  /** Name of the model that wrote it, where several work as one; default: {@link QueryModel.name}. */
  readonly source?: string;
}

/** The name in a schema that is nearest to a word of a question in meaning. */
export interface NearestName {
  readonly name: string;
  /** Cosine of the two meanings, -1 to 1. */
  readonly nearness: number;
}

/** What a model proposes for one question. */
export interface Generation {
  /** Best first; may be empty. */
  readonly candidates: readonly GeneratedCandidate[];
  /** Share of the routed expert weight that each group took, 0–1; default: the model routes nothing. */
  readonly routing?: Readonly<Record<string, number>>;
  /**
   * For each word of `request.link.linked.words` the nearest name of a table, label, field or link of the schema. With it a question
   * that is far from everything in the database is declined; default: unknown, such questions are only doubted.
   */
  readonly nearest?: readonly NearestName[];
  /** Remarks for the user, one sentence each. */
  readonly notes?: readonly string[];
}

/** A model that writes queries. `@momq/model-nano` has one; any object of this shape works. */
export interface QueryModel {
  readonly specificationVersion: 'v1';
  readonly name: string;
  /** Version of the model or of its weights, for reports. */
  readonly version: string;
  /** Dialects that it has expert groups for, without the shared group; default: it has no groups at all. */
  readonly groups?: readonly string[];
  /** What it cannot write queries for, so that such questions are declined; default: nothing. */
  readonly lacks?: readonly QuestionNeed[];
  /**
   * How often it is asked again when nothing that it wrote runs, with {@link GenerationRequest.previous}; true: once. Default
   * false: never.
   */
  readonly repairs?: boolean | number;
  /**
   * True where its candidates are drafts of one answer that vote: those that can begin within four seconds are run, for two at most,
   * and the rows that the most of them give, weighted by their probability, are the answer. Default false: the first that has rows is.
   */
  readonly votes?: boolean;
  /** Tells its weights from others: {@link QueryModel.calibration} is of these. Default: unknown. */
  readonly weightsHash?: string;
  /** How sure its answers are, fitted on judged answers (`momq calibrate`); default: answers claim no confidence. */
  readonly calibration?: Calibration;
  /**
   * True when it reads {@link GenerationRequest.history} itself. Default false: follow-ups are resolved before it is asked, and what
   * refines an earlier query never reaches it.
   */
  readonly readsHistory?: boolean;
  /**
   * Makes the trained groups that packs bring for this model (`expertGroup.weights`) part of it. Called once per
   * {@link createMoMQ} before its first question; a group that is installed already stays. The answers of other groups do
   * not change.
   *
   * @returns why a pack's group is not used, a sentence per dialect id; such a dialect is answered without it
   */
  installGroups?(packs: readonly DialectPack[]): Promise<Readonly<Record<string, string>>>;
  /** Proposes queries for a question; calls may overlap. @throws UnsupportedFeatureError when it cannot write the dialect */
  generate(request: GenerationRequest): Promise<Generation>;
  /** Frees the model's memory; it cannot be used afterwards. */
  dispose(): Promise<void>;
}
