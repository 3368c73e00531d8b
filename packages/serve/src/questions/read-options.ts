import { readLimits } from '@momq/core';
import type { AskOptions } from '@momq/core';
import { ServeError } from '../serve-error.js';

/** Limits that a request may lower. */
export type QuestionLimits = Pick<AskOptions, 'maxRows' | 'maxBytes' | 'timeoutMs'>;

const names = ['declining', 'sureAt', 'maxRows', 'maxBytes', 'timeoutMs', 'maxCandidates'] as const;

/**
 * What a request says of how it is answered, as `ask` takes it, under the limits of the server.
 *
 * @param param - where in the request it stands
 * @throws ServeError SERVE_BAD_REQUEST for what is no object, unknown members, and limits above those of the server; ConfigError for
 *   numbers that `ask` does not take
 */
export function readOptions(options: unknown, limits: QuestionLimits, param: string): AskOptions {
  if (options === undefined) return limits;
  if (typeof options !== 'object' || options === null || Array.isArray(options))
    throw badRequest(param, 'an object', 'another value');
  const given = options as Record<string, unknown>;
  for (const [name, value] of Object.entries(given)) {
    if (!names.some((known) => known === name))
      throw badRequest(`${param}.${name}`, `one of ${names.join(', ')}`, 'another name');
    const limit = limits[name as keyof QuestionLimits];
    if (limit !== undefined && typeof value === 'number' && value > limit)
      throw badRequest(`${param}.${name}`, `${limit} at most`, String(value));
    if (name === 'declining' && typeof value !== 'boolean')
      throw badRequest(`${param}.declining`, 'true or false', 'another value');
  }
  const read: AskOptions = { ...limits, ...given };
  readLimits(read); // now, since a stream that has begun has no status
  return read;
}

/** An error about a member of a request. */
export function badRequest(param: string, expected: string, got: string): ServeError {
  return new ServeError(
    'SERVE_BAD_REQUEST',
    `${param}: expected ${expected}, got ${got}. Correct it, or leave it out.`,
    { param },
  );
}
