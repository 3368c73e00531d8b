import type { Source } from './sql-names.js';

/** Parts of a query in which names stand. */
export type Clause =
  | 'select'
  | 'from'
  | 'on'
  | 'where'
  | 'group'
  | 'having'
  | 'qualify'
  | 'window'
  | 'order'
  | 'limit'
  | 'offset'
  | 'values';

/** An alias that was used before it is defined, with the columns that were read of it. */
export interface WantedAlias {
  readonly key: string;
  readonly columns: readonly string[];
}

/** A column of a result: its name, null without one, or all columns of a source or of all. */
export type Output = string | null | { readonly star: string | null };

/** What is known of the names of one SELECT. Never changed. */
export interface QueryNames {
  /** The query around it. */
  readonly outer: QueryNames | null;
  readonly clause: Clause;
  readonly sources: readonly Source[];
  /** Columns that were named before the sources were. */
  readonly wanted: readonly string[];
  readonly wantedAliases: readonly WantedAlias[];
  /** Names of the result's columns so far; null for what has none, `star` for `*`. */
  readonly outputs: readonly Output[];
  /** What is being written of them: undefined before it. */
  readonly item: Output | undefined;
  /** Common table expressions that it may read. */
  readonly expressions: readonly Source[];
  /** Columns of several sources are one here (USING, NATURAL). */
  readonly merged: boolean;
  /** It is not the first of UNION and the like. */
  readonly compound: boolean;
}

/** Most columns of a result. */
const MAX_OUTPUTS = 256;

/** A query of which nothing is written. */
export function emptyQuery(outer: QueryNames | null, expressions: readonly Source[]): QueryNames {
  return {
    outer,
    clause: 'select',
    sources: [],
    wanted: [],
    wantedAliases: [],
    outputs: [],
    item: undefined,
    expressions,
    merged: false,
    compound: false,
  };
}

/** Whether tables may still come that its columns belong to. */
export function isOpen({ clause }: QueryNames): boolean {
  return clause === 'select';
}

/** The same of it or of a query around it. */
export function isSomewhereOpen(query: QueryNames): boolean {
  for (let at: QueryNames | null = query; at !== null; at = at.outer) if (isOpen(at)) return true;
  return false;
}

/** Columns that were read of an alias before it is defined. */
export function wantedOf(query: QueryNames, alias: string): readonly string[] {
  for (let at: QueryNames | null = query; at !== null; at = at.outer) {
    const wanted = at.wantedAliases.find(({ key }) => key === alias);
    if (wanted !== undefined) return wanted.columns;
  }
  return [];
}

/** The query, or the innermost open one around it, wants a column of an alias. */
export function wanting(query: QueryNames, alias: string, column: string): QueryNames {
  if (!isOpen(query) && query.outer !== null)
    return { ...query, outer: wanting(query.outer, alias, column) };
  const known = query.wantedAliases.find(({ key }) => key === alias);
  if (known?.columns.includes(column)) return query;
  const wanted = { key: alias, columns: [...(known?.columns ?? []), column] };
  return {
    ...query,
    wantedAliases: [...query.wantedAliases.filter(({ key }) => key !== alias), wanted],
  };
}

/** Ends the column of the result that is being written. */
export function withOutput(query: QueryNames): QueryNames | undefined {
  if (query.clause !== 'select') return query;
  if (query.outputs.length === MAX_OUTPUTS) return undefined;
  // Of UNION and the like the first part names the columns.
  const outputs = query.compound ? query.outputs : [...query.outputs, query.item ?? null];
  return { ...query, outputs, item: undefined };
}
