/** Codes of what the server refuses by itself; each has a page in `docs/errors/`. */
export type ServeErrorCode =
  | 'SERVE_BAD_REQUEST'
  | 'SERVE_BODY_TOO_LARGE'
  | 'SERVE_CLIENT_GONE'
  | 'SERVE_FORBIDDEN'
  | 'SERVE_LISTEN_FAILED'
  | 'SERVE_NOT_FOUND'
  | 'SERVE_OVERLOADED'
  | 'SERVE_PORT_IN_USE'
  | 'SERVE_STOPPING'
  | 'SERVE_TIMEOUT'
  | 'SERVE_UNAUTHORIZED';

/** A request, or a start of the server, that cannot be served: what was expected, what came, what to do. */
export class ServeError extends Error {
  readonly code: ServeErrorCode;
  /** The member of the request that it is about. */
  readonly param: string | undefined;

  constructor(
    code: ServeErrorCode,
    message: string,
    { param, cause }: { readonly param?: string; readonly cause?: unknown } = {},
  ) {
    super(message, { cause });
    this.name = 'ServeError';
    this.code = code;
    this.param = param;
  }
}
