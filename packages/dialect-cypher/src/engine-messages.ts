import type { Value } from '@momq/dialect';

/** How much of a result one answer may hold. */
export interface AnswerLimits {
  readonly maxRows: number;
  /** Bytes of the values, as UTF-8 text. */
  readonly maxBytes: number;
}

/** What the engine process can be asked to do. `database` is a number that the asking side chose. */
export type EngineTask =
  | {
      readonly kind: 'build';
      /** New file to write the graph to. */
      readonly path: string;
      /** Nodes by label; positions run on from one label to the next. */
      readonly nodes: readonly {
        readonly label: string;
        readonly properties: Readonly<Record<string, Value>>[];
      }[];
      readonly relationships: readonly {
        readonly type: string;
        readonly from: number;
        readonly to: number;
        readonly properties: Readonly<Record<string, Value>>;
      }[];
    }
  /** Opens a file, in place of what was open under the number. */
  | { readonly kind: 'open'; readonly database: number; readonly path: string }
  /** Runs a query on an open file and answers with its first {@link EngineRows}. */
  | (AnswerLimits & {
      readonly kind: 'query';
      readonly database: number;
      readonly text: string;
      readonly parameters?: Readonly<Record<string, Value>>;
    })
  /** The next {@link EngineRows} of the query before. */
  | (AnswerLimits & { readonly kind: 'more' })
  | { readonly kind: 'close'; readonly database: number };

/** Rows of a query in the engine's own values. */
export interface EngineRows {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly unknown[])[];
  readonly bytes: number;
  /** Why these are not all; undefined when they are. */
  readonly stoppedBy?: 'rows' | 'bytes';
}

/** The answer to the last task: a value, or the engine's words about what went wrong. */
export type EngineReply = { readonly value: unknown } | { readonly error: string };
