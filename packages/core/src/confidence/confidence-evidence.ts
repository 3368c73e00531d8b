import type { DatabaseSchema, QueryParser, QueryResult } from '@momq/dialect';
import { MoMQError } from '@momq/dialect';
import type { NearestName } from '../ask/query-model.js';
import type { LinkedQuestion } from '../linking/link-question.js';
import { calibratedConfidence } from './calibration.js';
import type { Calibration, Evidence } from './calibration.js';
import type { ReadQuery } from './read-query.js';
import { rowAgreement } from './row-agreement.js';
import type { RowsKey } from './row-agreement.js';
import { unaskedParts } from './unasked-parts.js';
import { wordUse } from './unused-words.js';
import type { UnusedWord, WordUse } from './unused-words.js';

/** A candidate as far as it is evidence. */
export interface WeighedCandidate {
  readonly query: string;
  readonly logProb?: number;
  readonly sequenceLogProb?: number;
  readonly tokens?: readonly string[];
}

/** An answer, and what it came from. */
export interface ConfidenceRequest {
  readonly linked: LinkedQuestion;
  readonly schema: DatabaseSchema;
  readonly parser: QueryParser;
  /** All candidates of the generation, best first. */
  readonly candidates: readonly WeighedCandidate[];
  /** Place of the answer among them. */
  readonly chosen: number;
  readonly result: Pick<QueryResult, 'rows'>;
  /** What rows the candidates give, in their order; default: nobody ran them. */
  readonly rows?: readonly RowsKey[];
  /** For each word of the question the nearest name of the schema; default: none is near. */
  readonly nearest?: readonly Pick<NearestName, 'nearness'>[] | undefined;
}

/** How sure an answer is, and why. */
export interface WeighedAnswer {
  /** Probability that the rows are right, 0–1; absent without a calibration or where the evidence lacks a term of it. */
  readonly confidence?: number;
  /** What the confidence is computed from. */
  readonly evidence: Evidence;
  /** Content words of the question that the query does not account for, in their order. */
  readonly unusedWords: readonly UnusedWord[];
}

/** Weighs what speaks for and against an answer. */
export function weighAnswer(request: ConfidenceRequest, calibration?: Calibration): WeighedAnswer {
  const read = readBy(request.parser, request.candidates[request.chosen]!.query);
  if (read === undefined) return { evidence: {}, unusedWords: [] };
  const use = wordUse(request.linked, read);
  const evidence = { ...probabilities(request), ...wordEvidence(request, read, use) };
  const confidence =
    calibration === undefined ? undefined : calibratedConfidence(evidence, calibration);
  return { ...(confidence !== undefined && { confidence }), evidence, unusedWords: use.unused };
}

/** Names of the {@link Evidence}, and whether more of it speaks for an answer or against it. */
export const evidenceNames = {
  /** Log odds of the answer against all other candidates. */
  share: 'for',
  /** Log probability of the answer as it was generated, per token. */
  tokenProbability: 'for',
  /** Logarithm of what the log probability per token is below 0, with 0.02 more. */
  tokenSurprise: 'against',
  /** Log probability of the answer as it was generated. */
  probability: 'for',
  /** Share of the candidates' probability that reads the same tables and columns. */
  agreement: 'for',
  /** Share of the candidates' probability that gives the same rows; of those that were not run, see `agreement`. */
  rowAgreement: 'for',
  /** Unused words of the question, by kind; see {@link UnusedWord.kind}. */
  unusedNames: 'against',
  unusedValues: 'against',
  unusedOperations: 'against',
  /** Unused words that nothing in the database is called by, and forms of verbs among such. */
  unknownWords: 'against',
  unknownVerbs: 'against',
  /** Unused words that no name is near in meaning. */
  farWords: 'against',
  /** Unused content words as a share of all. */
  unusedShare: 'against',
  /** What the query reads or does although no word speaks of it; see `UnaskedParts`. */
  unaskedTables: 'against',
  unaskedColumns: 'against',
  unaskedConstants: 'against',
  unaskedOperations: 'against',
  /** Tables, labels and relationships that the query reads. */
  tables: 'against',
  /** Words of the question. */
  words: 'against',
  /** 1 without rows. */
  noRows: 'against',
} as const satisfies Record<string, 'for' | 'against'>;

function wordEvidence(
  { linked, schema, result, nearest }: ConfidenceRequest,
  read: ReadQuery,
  { content, unused }: WordUse,
): Evidence {
  const count = (kind: UnusedWord['kind'], isVerb?: boolean): number =>
    unused.filter(
      (word) => word.kind === kind && (isVerb === undefined || verb.test(word.text) === isVerb),
    ).length;
  const nearness = new Map(
    linked.words.map(({ start }, place) => [start, nearest?.[place]?.nearness ?? 0]),
  );
  const far = unused.filter(
    ({ kind, start }) => kind === 'unknown' && (nearness.get(start) ?? 0) < farBelow,
  );
  const unasked = unaskedParts(linked, schema, read);
  return {
    unusedNames: count('name'),
    unusedValues: count('value'),
    unusedOperations: count('operation'),
    unknownWords: count('unknown', false),
    unknownVerbs: count('unknown', true),
    farWords: far.length,
    unusedShare: unused.length / Math.max(1, content),
    unaskedTables: unasked.entities,
    unaskedColumns: unasked.fields,
    unaskedConstants: unasked.constants,
    unaskedOperations: unasked.operations,
    tables: read.analysis.relations.length,
    words: linked.words.length,
    noRows: result.rows.length === 0 ? 1 : 0,
  };
}

/** Forms of verbs, which databases seldom name. */
const verb = /.(ed|ing)$/i;

/** A word nearer to a name than this may be a paraphrase of it. */
const farBelow = 0.42;

/** Least surprise of a token that is told apart. */
const leastSurprise = 0.02;

/** Least odds that are told apart. */
const smallest = 1e-4;

function probabilities({ parser, candidates, chosen, rows = [] }: ConfidenceRequest): Evidence {
  const { query: answer, tokens, logProb, sequenceLogProb = logProb } = candidates[chosen]!;
  if (logProb === undefined || sequenceLogProb === undefined) return {};
  if (!Number.isFinite(logProb) || !Number.isFinite(sequenceLogProb)) return {};
  const best = Math.max(...candidates.map((candidate) => candidate.logProb ?? -Infinity));
  const odds = candidates.map((candidate) => Math.exp((candidate.logProb ?? -Infinity) - best));
  const total = odds.reduce((sum, one) => sum + one, 0);
  const masses = odds.map((one) => one / total);
  // far below the first the share is 0, whose logarithm is no number
  const share = Math.max(masses[chosen]!, Number.MIN_VALUE);
  const parts = candidates.map(({ query }) => partsRead(readBy(parser, query)));
  const agreement = masses.reduce(
    (sum, mass, place) => (parts[place] === parts[chosen] ? sum + mass : sum),
    0,
  );
  const tokenProbability =
    sequenceLogProb / Math.max(1, tokens?.length ?? answer.split(/\s+/).length);
  return {
    share: Math.log(share / (1 - share + smallest)),
    probability: sequenceLogProb,
    tokenProbability,
    tokenSurprise: Math.log(leastSurprise + Math.max(0, -tokenProbability)),
    agreement,
    rowAgreement: rowAgreement(masses, { rows, parts, chosen }),
  };
}

function readBy(parser: QueryParser, text: string): ReadQuery | undefined {
  try {
    return { text, analysis: parser.parse(text) };
  } catch (error) {
    if (MoMQError.isInstance(error)) return undefined;
    throw error;
  }
}

function partsRead(read: ReadQuery | undefined): string {
  if (read === undefined) return '';
  const { relations, columns } = read.analysis;
  return JSON.stringify([[...relations].sort(), [...columns].sort()]);
}
