import type { Database, DialectPack } from '@momq/dialect';
import type { DatabaseSchema } from '@momq/dialect';

/** What a model is asked to write a query for. */
export interface GenerationRequest {
  /** The question, trimmed and not empty. */
  readonly question: string;
  /** The schema of {@link GenerationRequest.database}, with at least one entity. */
  readonly schema: DatabaseSchema;
  readonly dialect: DialectPack;
  /** For reading values that the question may mention. The model runs no candidates: the pipeline does. */
  readonly database: Database;
  /** Candidates at most, best first; default: the model's own. */
  readonly maxCandidates?: number;
}

/** One query that a model proposes. */
export interface GeneratedCandidate {
  /** Text in the request's dialect. */
  readonly query: string;
  /** Natural logarithm of the model's probability of the query, ≤ 0. */
  readonly logProb: number;
  /** The output tokens, spelled out. */
  readonly tokens: readonly string[];
}

/** What a model proposes for one question. */
export interface Generation {
  /** Best first; may be empty. */
  readonly candidates: readonly GeneratedCandidate[];
  /** Share of the routed expert weight that each group took, 0–1. */
  readonly routing: Readonly<Record<string, number>>;
  /** Remarks for the user, one sentence each. */
  readonly notes: readonly string[];
}

/** A model that writes queries. `@momq/model-nano` is one; any object of this shape works. */
export interface QueryModel {
  readonly name: string;
  /** Dialect groups that the checkpoint has, without the shared group. */
  readonly groups: readonly string[];
  /** Proposes queries for a question; calls may overlap. */
  generate(request: GenerationRequest): Promise<Generation>;
  /** Frees the model's memory; it cannot be used afterwards. */
  dispose(): Promise<void>;
}
