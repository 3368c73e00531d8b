/** A table of FROM as it is written; places are counted in bytes. */
export interface TablePath {
  /** Parts of the path; a part in backticks may hold several with dots. */
  readonly names: readonly string[];
  readonly start: number;
  readonly end: number;
  readonly aliased: boolean;
}

/** What a tree of ZetaSQL's parser says about a text. */
export interface Found {
  /** Kind of each statement, such as `Query` or `Delete`. */
  readonly statements: readonly string[];
  /** Tables of FROM, without common table expressions and arrays of rows. */
  readonly tables: readonly TablePath[];
  /** Functions that stand where a table may. */
  readonly tableFunctions: readonly string[];
  /** As they are written, `SAFE.` left out. */
  readonly functions: readonly string[];
  readonly columns: readonly string[];
  readonly literals: readonly (string | number)[];
  /** Names, null for `?`. */
  readonly parameters: readonly (string | null)[];
  /** Where each `?` stands, in bytes. */
  readonly placeholders: readonly { readonly start: number; readonly end: number }[];
  /** System variables that are read. */
  readonly variables: readonly string[];
  /** Where a LIMIT may be put; undefined where the query has one. */
  readonly limitAt: number | undefined;
  /** The number of a LIMIT, where the query has one and it is known; places in bytes. */
  readonly limit?: { readonly start: number; readonly end: number; readonly rows: number };
}

/** @param script - `ASTScriptProto` */
export declare function analyseScript(script: unknown, text: Buffer): Found;
