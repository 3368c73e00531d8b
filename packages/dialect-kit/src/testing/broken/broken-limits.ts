import { QueryExecutionError, QueryTimeoutError } from '@momq/dialect';
import type { LogicalDialectPack } from '@momq/dialect';
import { jsonDialect, type JsonDatabase } from '../json-dialect.js';
import { withDatabase, withQuery, type BrokenPack } from './break-dialect.js';

/** The reference dialect with an engine for all databases, which a query that is late takes along. */
function withOneEngine(): LogicalDialectPack {
  const open = new Set<JsonDatabase>();
  const lost = new Set<JsonDatabase>();
  return withDatabase((database) => {
    open.add(database);
    return {
      query: async (text, options) => {
        if (lost.has(database)) throw new QueryExecutionError('the engine is gone');
        try {
          return await database.query(text, options);
        } catch (error) {
          if (error instanceof QueryTimeoutError)
            for (const other of open) if (other !== database) lost.add(other);
          throw error;
        }
      },
    };
  });
}

/** Limits that do not hold, and guards that let through. */
export const brokenLimits: readonly BrokenPack[] = [
  [
    'limits: maxRows cuts the result and says so',
    withQuery((query) => async (text, options) => ({
      ...(await query(text, options)),
      ...(options?.maxRows === 3 && { truncated: false }),
    })),
  ],
  [
    'limits: maxBytes cuts the result and says so',
    withQuery(
      (query) =>
        (text, { maxBytes, ...options } = {}) =>
          query(
            text,
            maxBytes !== undefined && maxBytes > 0
              ? options
              : { ...options, ...(maxBytes !== undefined && { maxBytes }) },
          ),
    ),
  ],
  [
    'limits: an aborted signal stops the engine, and its reason is the error',
    withQuery((query) => async (text, options) => {
      try {
        return await query(text, options);
      } catch (error) {
        throw options?.signal?.aborted === true ? new Error('stopped') : error;
      }
    }),
  ],
  [
    'limits: what is no limit is refused before anything runs',
    withQuery(
      (query) =>
        (text, { maxRows, ...options } = {}) =>
          query(text, { ...options, ...(typeof maxRows === 'number' && { maxRows }) }),
    ),
  ],
  [
    'limits: timeoutMs stops the engine, and the next query is answered',
    withQuery((query) => {
      let isLate = false;
      return async (text, options) => {
        if (isLate) throw new QueryExecutionError('the engine is gone');
        try {
          return await query(text, options);
        } catch (error) {
          isLate = error instanceof QueryTimeoutError;
          throw error;
        }
      };
    }),
  ],
  ['limits: one database that is stopped leaves its neighbour alone', withOneEngine()],
  [
    'guard: what cannot be opened is a coded error that tells no password',
    { ...jsonDialect(), openDatabase: (source) => Promise.reject(new Error(source)) },
  ],
  [
    'guard: statements that write are refused and change nothing',
    withDatabase(() => ({ explain: () => Promise.resolve('a plan') })),
  ],
];
