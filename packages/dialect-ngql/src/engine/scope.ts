import type { GraphNode, GraphValue, Step } from '@momq/graph-store';
import type { Expression } from '../syntax/syntax-tree.js';
import type { QueryBudget } from '@momq/core/execution';
import type { Space } from './space.js';
import type { Table } from './table.js';

/** Names with their values, the newest first. */
export interface Bindings {
  readonly name: string;
  readonly value: GraphValue;
  readonly next: Bindings | undefined;
}

/** What a text can see wherever it stands. */
export interface Session {
  readonly space: Space;
  readonly budget: QueryBudget;
  readonly parameters: ReadonlyMap<string, GraphValue>;
  /** Results that the text has assigned. */
  readonly variables: Map<string, Table>;
}

/** A row of a table. */
export interface TableRow {
  readonly table: Table;
  readonly row: readonly GraphValue[];
}

/** A step of a traversal: `$^`, the edge, `$$`. */
export interface Hop {
  readonly source: GraphNode;
  readonly step: Step;
  /** The names that OVER gives to edge types. */
  readonly aliases: ReadonlyMap<string, string>;
}

/** What an expression can see. */
export interface Scope {
  readonly session: Session;
  readonly bindings?: Bindings | undefined;
  /** The row of `$-`. */
  readonly input?: TableRow | undefined;
  /** The rows of `$name`. */
  readonly variableRows?: ReadonlyMap<string, TableRow> | undefined;
  readonly hop?: Hop | undefined;
  readonly vertex?: GraphNode | undefined;
  /** Values of aggregates over the rows of a group. */
  readonly aggregates?: ReadonlyMap<Expression, GraphValue> | undefined;
  /** Values of `VERTICES` and `EDGES`. */
  readonly wholes?: ReadonlyMap<string, GraphValue> | undefined;
  /** Paths of a pattern that begin at what is bound. */
  readonly paths?:
    | ((expression: Expression & { kind: 'pattern' }, scope: Scope) => readonly GraphValue[])
    | undefined;
}

/** A scope that knows one name more. */
export function withName(scope: Scope, name: string, value: GraphValue): Scope {
  return { ...scope, bindings: { name, value, next: scope.bindings } };
}

/** The value of a name; undefined where it is not known. */
export function valueOf(bindings: Bindings | undefined, name: string): GraphValue | undefined {
  for (let at = bindings; at !== undefined; at = at.next) if (at.name === name) return at.value;
  return undefined;
}
