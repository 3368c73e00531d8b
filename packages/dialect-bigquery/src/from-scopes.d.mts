/** Aliases of one FROM that are known where a path stands. */
export interface Scope {
  /** Lower case, with the place behind which each is known. */
  readonly aliases: Map<string, number>;
  /** Of the query around. */
  readonly outer: Scope | undefined;
  /** True in the FROM itself, where an alias is known behind its place alone. */
  readonly inFrom: boolean;
}

/** Nodes of FROM that an alias names. */
export declare const SOURCES: ReadonlySet<string>;

/** The scope of a part of a node of ZetaSQL's tree. */
export declare function scopeWithin(
  key: string,
  name: string,
  scope: Scope | undefined,
): Scope | undefined;

/** Notes an alias of FROM. */
export declare function declareAlias(scope: Scope | undefined, alias: string, place: number): void;

/** Whether a path begins with an alias that is known where it stands. */
export declare function beginsWithAlias(
  scope: Scope | undefined,
  names: readonly string[],
  place: number,
): boolean;
