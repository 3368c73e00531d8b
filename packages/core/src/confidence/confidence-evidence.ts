import type { DatabaseSchema, QueryParser, QueryResult } from '@momq/dialect';
import { MoMQError } from '@momq/dialect';
import type { LinkedQuestion } from '../linking/link-question.js';
import type { Evidence } from './calibration.js';
import type { ReadQuery } from './read-query.js';
import { unaskedParts } from './unasked-parts.js';
import { wordUse } from './unused-words.js';

/** A candidate as far as it is evidence. */
export interface WeighedCandidate {
  readonly query: string;
  readonly logProb?: number;
  readonly sequenceLogProb?: number;
  readonly tokens?: readonly string[];
}

/** What an answer is judged by. */
export interface ConfidenceRequest {
  readonly linked: LinkedQuestion;
  readonly schema: DatabaseSchema;
  readonly parser: QueryParser;
  /** All candidates of the generation, best first. */
  readonly candidates: readonly WeighedCandidate[];
  /** Place of the answer among them. */
  readonly chosen: number;
  readonly result: Pick<QueryResult, 'rows'>;
}

/**
 * What speaks for and against an answer. Evidence from probabilities is absent where the model gives none.
 *
 * | name | meaning |
 * |---|---|
 * | `share` | log odds of the answer against all other candidates |
 * | `probability` | log probability of the answer as it was generated |
 * | `tokenProbability` | the same per token |
 * | `agreement` | share of the candidates' probability that reads the same tables and columns |
 * | `unusedNames`, `unusedValues`, `unusedOperations`, `unknownWords` | unused words of the question by kind ({@link wordUse}) |
 * | `unusedShare` | unused content words, as a share of all |
 * | `unaskedTables`, `unaskedColumns`, `unaskedConstants` | what is read without a word that speaks of it ({@link unaskedParts}) |
 * | `tables`, `subqueries`, `length` | how much the query does |
 * | `words`, `schemaSize` | length of the question; logarithm of the number of columns |
 * | `noRows`, `place` | 1 without rows; place among the candidates, from 0 |
 */
export function confidenceEvidence(request: ConfidenceRequest): Evidence {
  const { linked, schema, parser, candidates, chosen, result } = request;
  const answer = candidates[chosen]!;
  const read = readBy(parser, answer.query);
  if (read === undefined) return {};
  const { content, unused } = wordUse(linked, read);
  const count = (kind: string, isVerb = false): number =>
    unused.filter(
      (word) => word.kind === kind && (kind !== 'unknown' || verb.test(word.text) === isVerb),
    ).length;
  const unasked = unaskedParts(linked, schema, read);
  const length = answer.tokens?.length ?? answer.query.split(/\s+/).length;
  const fields = schema.entities.reduce((sum, entity) => sum + entity.fields.length, 0);
  return {
    ...probabilities(request, length),
    unusedNames: count('name'),
    unusedValues: count('value'),
    unusedOperations: count('operation'),
    unknownWords: count('unknown'),
    unknownVerbs: count('unknown', true),
    unusedShare: unused.length / Math.max(1, content),
    unaskedTables: unasked.entities,
    unaskedColumns: unasked.fields,
    unaskedConstants: unasked.constants,
    unaskedOperations: unasked.operations,
    tables: read.analysis.relations.length,
    subqueries: read.analysis.keywords.filter((word) => word === 'SELECT' || word === 'MATCH')
      .length,
    length,
    words: linked.words.length,
    schemaSize: Math.log(1 + fields),
    noRows: result.rows.length === 0 ? 1 : 0,
    place: chosen,
  };
}

/** Forms of verbs, which databases seldom name. */
const verb = /.(ed|ing)$/i;

/** Least odds that are told apart. */
const smallest = 1e-4;

function probabilities(
  { parser, candidates, chosen }: ConfidenceRequest,
  length: number,
): Evidence {
  const { logProb, sequenceLogProb = logProb } = candidates[chosen]!;
  if (logProb === undefined || sequenceLogProb === undefined) return {};
  const masses = candidates.map((candidate) =>
    Math.exp((candidate.logProb ?? -Infinity) - logProb),
  );
  const total = masses.reduce((sum, mass) => sum + mass, 0);
  const share = 1 / total;
  const parts = candidates.map(({ query }) => partsRead(readBy(parser, query)));
  const agreement = masses.reduce(
    (sum, mass, place) => (parts[place] === parts[chosen] ? sum + mass / total : sum),
    0,
  );
  return {
    share: Math.log(share / (1 - share + smallest)),
    probability: sequenceLogProb,
    tokenProbability: sequenceLogProb / Math.max(1, length),
    agreement,
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
