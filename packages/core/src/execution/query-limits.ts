import { ConfigError } from '@momq/dialect';
import type { QueryOptions, Value, ValueOptions } from '@momq/dialect';
import { shortened } from './shortened.js';

/** The longest wait that a timer of JavaScript holds, in milliseconds: 2³¹ - 1. */
export const MAX_TIMEOUT_MS = 2 ** 31 - 1;

/** Limits of `Database.query` where a call names none: 1000 rows, 64 MiB, 10 seconds. */
export const DEFAULT_LIMITS = { maxRows: 1000, maxBytes: 64 * 2 ** 20, timeoutMs: 10_000 } as const;

/** Limits of one execution, checked, with every default filled in. `Infinity` where a stream has no limit. */
export interface QueryLimits {
  readonly maxRows: number;
  readonly maxBytes: number;
  readonly timeoutMs: number;
  readonly signal?: AbortSignal;
  readonly parameters?: readonly Value[] | Readonly<Record<string, Value>>;
}

/**
 * Checks the options of `Database.query` and `Database.explain` and fills in the defaults: 1000 rows, 64 MiB, 10 seconds.
 *
 * @throws ConfigError for a limit that is no positive whole number, a `timeoutMs` beyond {@link MAX_TIMEOUT_MS}, a `signal`
 *   that is none, `parameters` that are neither a list nor an object
 */
export function queryLimits(options: QueryOptions = {}): QueryLimits {
  return limitsOver(options, DEFAULT_LIMITS);
}

/** The same for `Database.stream`, whose rows and bytes have no limit unless the call names one. @throws ConfigError */
export function streamLimits(options: QueryOptions = {}): QueryLimits {
  const unlimited = { maxRows: Number.POSITIVE_INFINITY, maxBytes: Number.POSITIVE_INFINITY };
  return limitsOver(options, { ...DEFAULT_LIMITS, ...unlimited });
}

/** The same for `Database.values`: `limit` is the number of rows, and `equalTo` a list of texts. @throws ConfigError */
export function valueLimits(options: ValueOptions): QueryLimits {
  const { limit, equalTo, ...rest } = options;
  requirePositiveInteger('limit', limit);
  const known: unknown = equalTo;
  if (
    known !== undefined &&
    !(Array.isArray(known) && known.every((text) => typeof text === 'string'))
  ) {
    throw new ConfigError(`equalTo: expected a list of texts, got ${described(known)}.`);
  }
  return { ...queryLimits(rest), maxRows: limit };
}

/** Checks one limit by its name. @throws ConfigError unless it is a whole number from 1 to `max` */
export function requirePositiveInteger(
  name: string,
  value: unknown,
  max: number = Number.MAX_SAFE_INTEGER,
): asserts value is number {
  if (typeof value === 'number' && Number.isInteger(value) && value >= 1 && value <= max) return;
  const range = max === Number.MAX_SAFE_INTEGER ? '' : ` of at most ${max}`;
  throw new ConfigError(
    `${name}: expected a positive whole number${range}, got ${described(value)}. Leave it out for the default.`,
  );
}

function limitsOver(
  options: QueryOptions,
  defaults: { readonly maxRows: number; readonly maxBytes: number; readonly timeoutMs: number },
): QueryLimits {
  if (typeof options !== 'object' || (options as unknown) === null) {
    throw new ConfigError(`options: expected an object of limits, got ${described(options)}.`);
  }
  const { maxRows, maxBytes, timeoutMs, signal, parameters } = options;
  if (maxRows !== undefined) requirePositiveInteger('maxRows', maxRows);
  if (maxBytes !== undefined) requirePositiveInteger('maxBytes', maxBytes);
  if (timeoutMs !== undefined) requirePositiveInteger('timeoutMs', timeoutMs, MAX_TIMEOUT_MS);
  if (signal !== undefined && !isSignal(signal)) {
    throw new ConfigError(`signal: expected an AbortSignal, got ${described(signal)}.`);
  }
  if (
    parameters !== undefined &&
    (typeof parameters !== 'object' || (parameters as unknown) === null)
  ) {
    throw new ConfigError(
      `parameters: expected a list of values, or an object of them by name, got ${described(parameters)}.`,
    );
  }
  return {
    maxRows: maxRows ?? defaults.maxRows,
    maxBytes: maxBytes ?? defaults.maxBytes,
    timeoutMs: timeoutMs ?? defaults.timeoutMs,
    ...(signal !== undefined && { signal }),
    ...(parameters !== undefined && { parameters }),
  };
}

/** By shape: a signal may come from another realm or a polyfill. */
function isSignal(value: unknown): boolean {
  return (
    typeof value === 'object' &&
    value !== null &&
    typeof (value as AbortSignal).aborted === 'boolean' &&
    typeof (value as AbortSignal).addEventListener === 'function'
  );
}

/** Short, so that no message carries a whole statement or secret. */
function described(value: unknown): string {
  if (typeof value === 'string') {
    return `the text ${JSON.stringify(shortened(value, 41))}`;
  }
  return typeof value === 'object' && value !== null
    ? Array.isArray(value)
      ? 'a list'
      : 'an object'
    : String(value);
}
