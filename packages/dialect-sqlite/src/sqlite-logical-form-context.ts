import {
  UnsupportedFeatureError,
  type Condition,
  type DatabaseSchema,
  type Expression,
  type LogicalQuery,
} from '@momq/dialect';
import type { Expr, Select } from 'sqlite3-parser';
import type { DerivedColumn, Scope } from './sqlite-logical-form-scope.js';

/** Deeper nesting is refused before it could exhaust the stack. */
const MAX_DEPTH = 500;
/** Common table expressions and aliases are written out at each use; a text that grows beyond this is refused. */
const MAX_NODES = 400_000;
const MAX_QUERIES = 2000;

/** Keeps hostile texts from exhausting stack and memory. */
export class ReadingGuard {
  private depth = 0;
  private nodes = 0;
  private queries = 0;

  /** Like {@link within}, of a query. @throws UnsupportedFeatureError as it does, and for too many queries. */
  withinQuery<T>(read: () => T): T {
    this.queries += 1;
    if (this.queries > MAX_QUERIES) unsupported(`more than ${MAX_QUERIES} queries in one`);
    return this.within(read);
  }

  /** @throws UnsupportedFeatureError when the text is nested too deeply or grows too large. */
  within<T>(read: () => T): T {
    this.nodes += 1;
    if (this.depth >= MAX_DEPTH) unsupported(`nesting deeper than ${MAX_DEPTH}`);
    if (this.nodes > MAX_NODES) unsupported(`a query of more than ${MAX_NODES} parts`);
    this.depth += 1;
    try {
      return read();
    } finally {
      this.depth -= 1;
    }
  }
}

/** A common table expression, read anew at each use. */
export interface CommonTable {
  readonly columns: readonly string[] | undefined;
  readonly select: Select;
  /** What its own text may name. */
  readonly visible: CommonTables;
  /** The query around its WITH. */
  readonly parent: Scope | undefined;
  /** True while it is being read: a use of it is recursive then. */
  open: boolean;
}

/** Common table expressions by lower-case name. */
export type CommonTables = ReadonlyMap<string, CommonTable>;

/** A query with the names of its columns. */
export interface NamedQuery {
  readonly query: LogicalQuery;
  readonly columns: readonly DerivedColumn[];
}

/** How a truth value is read. */
export interface ConditionMode {
  /** The negation is wanted. */
  readonly negated: boolean;
  /** NULL must stay apart from FALSE: the truth value is used as a value, not to filter. */
  readonly exact: boolean;
}

/** A condition that filters: NULL counts as FALSE. */
export const filtering: ConditionMode = { negated: false, exact: false };

/** What an expression is read in. */
export interface ReadingContext {
  /** The whole text. */
  readonly text: string;
  readonly schema: DatabaseSchema;
  readonly scope: Scope;
  readonly tables: CommonTables;
  /** True where the aliases of the result columns may be used: everywhere but in the result columns. */
  readonly aliases: boolean;
  readonly guard: ReadingGuard;
  readonly read: Readers;
}

/** The parts of the reader, which call each other. */
export interface Readers {
  expression(source: Expr, context: ReadingContext): Expression;
  condition(source: Expr, context: ReadingContext, mode: ConditionMode): Condition;
  /** A query nested in `parent`. `spread`: a `*` is written out, so that its columns can be counted. */
  query(
    source: Select,
    context: Omit<ReadingContext, 'scope' | 'aliases'>,
    options: { readonly parent: Scope | undefined; readonly spread: boolean },
  ): NamedQuery;
}

/** @throws UnsupportedFeatureError always */
export function unsupported(what: string): never {
  throw new UnsupportedFeatureError(
    `logical form: cannot express ${what}. Rewrite the query without it.`,
  );
}

/** The expression inside redundant parentheses. */
export function unwrap(expression: Expr): Expr {
  let inner = expression;
  while (inner.type === 'ParenthesizedExpr') {
    const [only, ...more] = inner.exprs;
    if (only === undefined || more.length > 0) return unsupported('a row value');
    inner = only;
  }
  return inner;
}

/** The operands of a chain of AND (OR), however it is nested and put into parentheses. */
export function operandsOf(expression: Expr, operator: 'And' | 'Or'): Expr[] {
  const found: Expr[] = [];
  const open = [expression];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const inner = unwrap(next);
    if (inner.type === 'BinaryExpr' && inner.op === operator) open.push(inner.right, inner.left);
    else found.push(inner);
  }
  return found;
}
