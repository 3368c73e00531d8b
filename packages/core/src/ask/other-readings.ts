import { MoMQError } from '@momq/dialect';
import type { DatabaseSchema, DialectPack, LogicalQuery, QueryParser } from '@momq/dialect';
import { requireReadOnly } from '../execution/require-read-only.js';
import { queryReading } from '../reading/query-reading.js';
import type { CandidateReport } from './answer.js';
import type { Alternative } from './answer-status.js';
import type { GeneratedCandidate } from './query-model.js';

/** The candidates of a generation, and which of them is the answer. */
export interface ReadingRequest {
  readonly candidates: readonly GeneratedCandidate[];
  /** What became of each candidate, in the same order. */
  readonly reports: readonly CandidateReport[];
  readonly chosen: number;
  readonly dialect: DialectPack;
  readonly schema: DatabaseSchema;
  readonly parser: QueryParser;
  /** Confidence of a candidate if it were the answer; undefined where none is claimed. */
  confidence(place: number): number | undefined;
}

/** What the answer asks for, in words, and what else the question may mean. */
export interface Readings {
  readonly reading?: string;
  readonly alternatives: readonly Alternative[];
}

const maxAlternatives = 3;

/**
 * Puts the answer into words, and those of the other candidates that run or may run and say something else: what was refused or
 * failed, and what reads the same, is left out.
 */
export function otherReadings(request: ReadingRequest): Readings {
  const { candidates, reports, chosen } = request;
  const answer = candidates[chosen]!;
  const own = readingOf(answer, request);
  const said = new Set([answer.query, ...(own === undefined ? [] : [own])]);
  const alternatives = candidates.flatMap((candidate, place): Alternative[] => {
    if (place === chosen || !mayRun(reports[place], candidate, request.parser)) return [];
    const reading = readingOf(candidate, request);
    if (said.has(candidate.query) || (reading !== undefined && said.has(reading))) return [];
    said.add(candidate.query);
    if (reading !== undefined) said.add(reading);
    const confidence = request.confidence(place);
    return [
      {
        query: candidate.query,
        ...(reading !== undefined && { reading }),
        ...(confidence !== undefined && { confidence }),
      },
    ];
  });
  return {
    ...(own !== undefined && { reading: own }),
    alternatives: alternatives.slice(0, maxAlternatives),
  };
}

function readingOf(
  { logical, query }: GeneratedCandidate,
  { dialect, schema }: Pick<ReadingRequest, 'dialect' | 'schema'>,
): string | undefined {
  const form = logical ?? attempt(() => dialect.language?.read?.(query, schema));
  return form === undefined ? undefined : queryReading(form);
}

/** Candidates after the answer were not tried: they are offered only if they do nothing but read. */
function mayRun(
  report: CandidateReport | undefined,
  { query }: GeneratedCandidate,
  parser: QueryParser,
): boolean {
  if (report?.outcome === 'empty') return true;
  if (report?.outcome !== 'skipped') return false;
  return (
    attempt(() => {
      requireReadOnly(parser.parse(query));
      return true;
    }) ?? false
  );
}

/** What a pack says about a text; undefined where the text is not as it wants. */
function attempt<T extends LogicalQuery | boolean>(read: () => T | undefined): T | undefined {
  try {
    return read();
  } catch (error) {
    if (!MoMQError.isInstance(error)) throw error;
    return undefined;
  }
}
