/**
 * The tree of a MySQL query.
 *
 * @module
 */

/** A name as a query writes it, with the names that qualify it before it. */
export interface Name {
  readonly parts: readonly string[];
}

/** How a value is computed. Places in the text, `at` and `end`, are counted from 0. */
export type Node =
  | { readonly kind: 'column'; readonly parts: readonly string[]; readonly at: number }
  | { readonly kind: 'star'; readonly parts: readonly string[] }
  | { readonly kind: 'text'; readonly value: string; readonly at: number; readonly end: number }
  | { readonly kind: 'number'; readonly text: string; readonly at: number }
  /** `isText`: a character set stands before it. */
  | { readonly kind: 'bytes'; readonly hex: string; readonly isText?: boolean }
  | { readonly kind: 'constant'; readonly value: true | false | null }
  | {
      readonly kind: 'temporal';
      readonly type: 'DATE' | 'TIME' | 'TIMESTAMP';
      readonly value: string;
      readonly at: number;
      readonly end: number;
    }
  | { readonly kind: 'interval'; readonly amount: Node; readonly unit: string }
  | { readonly kind: 'parameter'; readonly index: number; readonly at: number }
  | { readonly kind: 'variable'; readonly name: string }
  | { readonly kind: 'unary'; readonly operator: string; readonly operand: Node }
  | {
      readonly kind: 'binary';
      readonly operator: string;
      readonly left: Node;
      readonly right: Node;
    }
  | {
      readonly kind: 'between';
      readonly negated: boolean;
      readonly value: Node;
      readonly low: Node;
      readonly high: Node;
    }
  | {
      readonly kind: 'in';
      readonly negated: boolean;
      readonly value: Node;
      readonly set: readonly Node[] | Query;
    }
  | {
      readonly kind: 'like';
      readonly negated: boolean;
      readonly value: Node;
      readonly pattern: Node;
      readonly escape?: Node;
    }
  | {
      readonly kind: 'is';
      readonly negated: boolean;
      readonly value: Node;
      readonly what: true | false | null;
    }
  | { readonly kind: 'exists'; readonly query: Query }
  | {
      readonly kind: 'quantified';
      readonly operator: string;
      readonly quantifier: 'ANY' | 'ALL';
      readonly value: Node;
      readonly query: Query;
    }
  | { readonly kind: 'subquery'; readonly query: Query }
  | { readonly kind: 'row'; readonly items: readonly Node[] }
  | {
      readonly kind: 'case';
      readonly value?: Node;
      readonly branches: readonly { readonly when: Node; readonly then: Node }[];
      readonly otherwise?: Node;
    }
  | { readonly kind: 'cast'; readonly value: Node; readonly type: CastTarget }
  | { readonly kind: 'collate'; readonly value: Node; readonly collation: string }
  | { readonly kind: 'match'; readonly columns: readonly Node[]; readonly against: Node }
  | Call;

/** The type of a cast, its name in upper case. */
export interface CastTarget {
  readonly name: string;
  readonly arguments: readonly number[];
}

/** A call of a function, an aggregate or a window function; its name is in lower case. */
export interface Call {
  readonly kind: 'call';
  readonly name: string;
  /** The database before the name, where one is written. */
  readonly database?: string;
  readonly arguments: readonly Node[];
  readonly distinct: boolean;
  /** Of GROUP_CONCAT. */
  readonly orderBy: readonly OrderItem[];
  /** Of GROUP_CONCAT. */
  readonly separator?: string;
  /**
   * The unit of EXTRACT, TIMESTAMPDIFF and TIMESTAMPADD, what TRIM removes from (`BOTH`, `LEADING`, `TRAILING`), the clauses of
   * JSON_VALUE.
   */
  readonly word?: string;
  readonly over?: WindowUse;
  readonly at: number;
}

/** `OVER name` or `OVER (…)`. */
export type WindowUse = string | WindowSpecification;

/** What stands in the parentheses of a window. */
export interface WindowSpecification {
  readonly base?: string;
  readonly partitionBy: readonly Node[];
  readonly orderBy: readonly OrderItem[];
  readonly frame?: WindowFrame;
}

/** The rows of a window around the current one: from where, and up to where if that is said. */
export interface WindowFrame {
  readonly unit: string;
  readonly bounds: readonly FrameBound[];
}

/** `1 PRECEDING`: an amount, which `CURRENT ROW` and `UNBOUNDED PRECEDING` lack, and the words behind it. */
export interface FrameBound {
  readonly amount?: Node;
  readonly words: string;
}

/** One key of an order. */
export interface OrderItem {
  readonly value: Node;
  readonly descending: boolean;
}

/** A query with what may stand around its body. */
export interface Query {
  readonly with: readonly CommonTable[];
  readonly recursive: boolean;
  readonly body: QueryBody;
  readonly orderBy: readonly OrderItem[];
  readonly limit?: Node;
  readonly offset?: Node;
}

/** A query that WITH names. */
export interface CommonTable {
  readonly name: string;
  readonly columns: readonly string[];
  readonly query: Query;
}

/** What gives the rows of a query. */
export type QueryBody =
  | Select
  | {
      readonly kind: 'set';
      readonly operator: 'UNION' | 'INTERSECT' | 'EXCEPT';
      readonly all: boolean;
      readonly left: QueryBody;
      readonly right: QueryBody;
    }
  | { readonly kind: 'values'; readonly rows: readonly (readonly Node[])[] }
  | { readonly kind: 'table'; readonly name: Name }
  | { readonly kind: 'parenthesised'; readonly query: Query };

/** A column of the output. */
export interface SelectItem {
  readonly value: Node;
  readonly alias?: string;
  /** As it is written, without its alias. */
  readonly text: string;
}

/** SELECT with its clauses. */
export interface Select {
  readonly kind: 'select';
  readonly distinct: boolean;
  readonly items: readonly SelectItem[];
  readonly from: readonly TableReference[];
  readonly where?: Node;
  readonly groupBy: readonly Node[];
  readonly rollup: boolean;
  readonly having?: Node;
  readonly windows: readonly { readonly name: string; readonly window: WindowSpecification }[];
}

/** A source of rows. */
export type TableReference =
  | {
      readonly kind: 'table';
      readonly name: Name;
      readonly alias?: string;
    }
  | {
      readonly kind: 'derived';
      readonly lateral: boolean;
      readonly query: Query;
      readonly alias?: string;
      readonly columns: readonly string[];
    }
  | {
      readonly kind: 'json-table';
      readonly document: Node;
      readonly columns: string;
      readonly alias: string;
    }
  | {
      readonly kind: 'join';
      /** `JOIN`, `LEFT JOIN`, `NATURAL RIGHT JOIN`, `CROSS JOIN`. */
      readonly word: string;
      readonly left: TableReference;
      readonly right: TableReference;
      readonly on?: Node;
      readonly using?: readonly string[];
    }
  | { readonly kind: 'list'; readonly items: readonly TableReference[] };

/** A statement: a query, or another one, of which only its first words are known. */
export type Statement =
  | {
      readonly kind: 'query';
      readonly query: Query;
      /** A clause that does more than read, for example `INTO OUTFILE` or `FOR UPDATE`. */
      readonly writes: string | undefined;
    }
  | { readonly kind: 'other'; readonly words: string };
