/** How much of a result one answer may hold. */
export interface AnswerLimits {
  readonly maxRows: number;
  /** Bytes of the values, as UTF-8 text. */
  readonly maxBytes: number;
}

/** Rows of a query in the engine's own values. */
export interface EngineRows {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly unknown[])[];
  readonly bytes: number;
  /** Why these are not all; undefined when they are. */
  readonly stoppedBy?: 'rows' | 'bytes';
}
