import { hideSecretsIn, jsonText } from '@momq/core/execution';
import type { GuardOptions } from './guards/guard-options.js';
import { ServeError } from './serve-error.js';

/** An error as clients see it. */
export interface Failure {
  /** Status of HTTP; 499 where nobody is left to read it. */
  readonly status: number;
  readonly code: string;
  readonly message: string;
  readonly param: string | null;
}

/** What no message may show: texts that are secrets, and sources of databases, which show their names instead. */
export interface Hidden {
  readonly texts: readonly string[];
  /** Name by source. */
  readonly sources: Readonly<Record<string, string>>;
}

/** What messages of a server may not show. */
export function hiddenTexts(
  { apiKey, secrets = [] }: GuardOptions,
  sources: Readonly<Record<string, string>> = {},
): Hidden {
  return { texts: [...(apiKey === undefined ? [] : [apiKey]), ...secrets], sources };
}

const statusByCode: Readonly<Record<string, number>> = {
  CONFIG_INVALID: 400,
  HISTORY_MISMATCH: 400,
  MOE_BAD_INPUT: 400,
  MOE_PROMPT_TOO_LONG: 400,
  NANO_QUESTION_TOO_LONG: 400,
  QUESTION_EMPTY: 400,
  QUESTION_TOO_LONG: 400,
  SERVE_BAD_REQUEST: 400,
  SERVE_UNAUTHORIZED: 401,
  SERVE_FORBIDDEN: 403,
  SERVE_NOT_FOUND: 404,
  SERVE_BODY_TOO_LARGE: 413,
  FEATURE_UNSUPPORTED: 422,
  MOE_NOTHING_ALLOWED: 422,
  NO_QUERY: 422,
  QUERY_EXECUTION: 422,
  QUERY_REFUSED: 422,
  QUERY_SYNTAX: 422,
  QUERY_TIMEOUT: 422,
  SCHEMA_EMPTY: 422,
  SERVE_OVERLOADED: 429,
  SERVE_CLIENT_GONE: 499,
  DATABASE_CLOSED: 503,
  DATABASE_OPEN: 503,
  SERVE_STOPPING: 503,
  SERVE_TIMEOUT: 504,
};

/** Status, code and message of an error. What has no code of ours is a defect, whose words stay in the log. */
export function failureOf(error: unknown, hidden: Hidden): Failure {
  if (!isCoded(error))
    return {
      status: 500,
      code: 'INTERNAL',
      message: 'The server met a defect, and wrote it to its log. Report it.',
      param: null,
    };
  return {
    status: statusByCode[error.code] ?? 500,
    code: error.code,
    message: shownText(error.message, hidden),
    param: error instanceof ServeError ? (error.param ?? null) : null,
  };
}

/** A text as clients may see it: without secrets, and with names of databases where it has what they were opened from. */
export function shownText(text: string, { texts, sources }: Hidden): string {
  let shown = text;
  for (const [source, name] of Object.entries(sources))
    shown = hideSecretsIn(shown, source).replaceAll(source, name);
  for (const hidden of texts) shown = shown.replaceAll(hidden, '…');
  return shown;
}

/** Errors of MoMQ's packages have upper-case codes; those of Node and of the operating system tell of defects. */
function isCoded(error: unknown): error is Error & { readonly code: string } {
  return (
    error instanceof Error &&
    'code' in error &&
    typeof error.code === 'string' &&
    /^[A-Z]+(_[A-Z]+)*$/.test(error.code) &&
    !error.code.startsWith('ERR_') &&
    !('errno' in error)
  );
}

const typeByStatus: Readonly<Record<number, string>> = {
  401: 'authentication_error',
  403: 'permission_error',
  429: 'rate_limit_error',
};

/** The body of a failure in OpenAI's format. */
export function failureBody({ status, code, message, param }: Failure): object {
  const type = typeByStatus[status] ?? (status < 500 ? 'invalid_request_error' : 'server_error');
  return { error: { message, type, param, code } };
}

/** A failure as the whole response. */
export function failureResponse(failure: Failure): Response {
  const { status } = failure;
  return new Response(jsonText(failureBody(failure)), {
    status: status === 499 ? 400 : status, // nobody reads it
    headers: {
      'content-type': 'application/json',
      // OpenAI's clients read it: what failed will fail again, unless the server was busy
      'x-should-retry': String(failure.code === 'SERVE_OVERLOADED'),
      ...(status === 401 && { 'www-authenticate': 'Bearer' }),
      ...(status === 429 && { 'retry-after': '1' }),
    },
  });
}
