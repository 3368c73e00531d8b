import type { Value } from '@momq/dialect';

/** What the engine process can be asked to do. `database` is a number that the asking side chose at `open`. */
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
  | { readonly kind: 'open'; readonly database: number; readonly path: string }
  | {
      readonly kind: 'query';
      readonly database: number;
      readonly text: string;
      readonly maxRows: number;
    }
  | { readonly kind: 'close'; readonly database: number };

/** One message to the engine process. */
export interface EngineRequest {
  readonly id: number;
  readonly task: EngineTask;
}

/** The answer to the request of the same `id`: a value, or the engine's words about what went wrong. */
export type EngineReply =
  | { readonly id: number; readonly value: unknown }
  | { readonly id: number; readonly error: string };
