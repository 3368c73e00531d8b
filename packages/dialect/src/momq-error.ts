import type { ErrorCode } from './error-codes.js';

const marker = Symbol.for('momq.error');

/** Base class of all errors: a stable `code`, and a message that says what was expected, what came and what to do. */
export class MoMQError extends Error {
  readonly code: ErrorCode;

  constructor(code: ErrorCode, message: string, options?: { cause?: unknown }) {
    super(message, options);
    this.name = new.target.name;
    this.code = code;
    Object.defineProperty(this, marker, { value: true });
  }

  /** True for errors of any installed copy of this package. */
  static isInstance(value: unknown): value is MoMQError {
    return typeof value === 'object' && value !== null && marker in value;
  }
}

/** An option, a pack or a model does not have the shape that is asked for. */
export class ConfigError extends MoMQError {
  constructor(message: string, options?: { cause?: unknown }) {
    super('CONFIG_INVALID', message, options);
  }
}

/** A file or server could not be opened. */
export class DatabaseOpenError extends MoMQError {
  constructor(message: string, options?: { cause?: unknown }) {
    super('DATABASE_OPEN', message, options);
  }
}

/** The database was closed before the call, or while it ran. */
export class DatabaseClosedError extends MoMQError {
  constructor(databaseName: string) {
    super(
      'DATABASE_CLOSED',
      `database ${databaseName}: expected it to be open, but close() was called. Open it again.`,
    );
  }
}

/** A file of a pack's engine is not where the program runs, for example after bundling. */
export class EngineMissingError extends MoMQError {
  constructor(message: string, options?: { cause?: unknown }) {
    super('ENGINE_MISSING', message, options);
  }
}

/** The parser does not accept the text. `line` and `column` count from 1. */
export class QuerySyntaxError extends MoMQError {
  readonly line: number;
  readonly column: number;
  readonly fragment: string;

  constructor(message: string, position: { line: number; column: number; fragment: string }) {
    super(
      'QUERY_SYNTAX',
      `${message} (line ${position.line}, column ${position.column}: ${position.fragment})`,
    );
    this.line = position.line;
    this.column = position.column;
    this.fragment = position.fragment;
  }
}

/** The query could do more than read, or holds several statements; it was not run. */
export class QueryRefusedError extends MoMQError {
  constructor(message: string) {
    super('QUERY_REFUSED', message);
  }
}

/** The engine was stopped after `timeoutMs`. */
export class QueryTimeoutError extends MoMQError {
  constructor(timeoutMs: number) {
    super(
      'QUERY_TIMEOUT',
      `query: expected a result within ${timeoutMs} ms, got none. Raise timeoutMs or narrow the query.`,
    );
  }
}

/** The engine reported an error; its own words are in the message. */
export class QueryExecutionError extends MoMQError {
  constructor(message: string, options?: { cause?: unknown }) {
    super('QUERY_EXECUTION', message, options);
  }
}

/** The dialect has no way to say this. */
export class UnsupportedFeatureError extends MoMQError {
  constructor(message: string) {
    super('FEATURE_UNSUPPORTED', message);
  }
}
