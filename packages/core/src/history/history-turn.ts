import type { LogicalQuery } from '@momq/dialect';
import type { Answer } from '../ask/answer.js';

/**
 * An earlier question and its answer, as far as a follow-up needs them: plain data, which JSON keeps. Every {@link Answer} is one;
 * {@link historyTurn} leaves its rows out. Keep turns where the person who asks cannot change them: a query refined from a turn
 * reads whatever the turn names, as far as the database allows it.
 */
export interface HistoryTurn {
  readonly question: string;
  /** Id of the dialect of the database. */
  readonly dialect: string;
  /** As in {@link Answer}: a history is of one database. */
  readonly database: string;
  /** Absent for a question that was declined: such a turn is passed over. */
  readonly query?: string;
  /** Absent where neither the model nor the pack gives it: such an answer cannot be refined. */
  readonly logical?: LogicalQuery;
  /** How a follow-up was read, see {@link QueryRows.readAs}. */
  readonly readAs?: string;
  /** Confidence of the answer, 0–1; what is refined from it is no surer. */
  readonly confidence?: number;
  /** What was unsure of the answer: it is as unsure of what is refined from it. */
  readonly doubts?: readonly string[];
}

/** The turn of an answer, without rows, candidates and timings. */
export function historyTurn(answer: Answer | HistoryTurn): HistoryTurn {
  const { question, dialect, database } = answer;
  const told: Partial<HistoryTurn> = 'query' in answer ? answer : {};
  const { query, logical, readAs, confidence, doubts } = told;
  return {
    question,
    dialect,
    database,
    ...(query !== undefined && { query }),
    ...(logical !== undefined && { logical }),
    ...(readAs !== undefined && { readAs }),
    ...(confidence !== undefined && { confidence }),
    ...(doubts !== undefined && { doubts }),
  };
}
