/** What a graph language is made of, besides patterns, clauses and values. */
export interface GraphGrammarRules {
  /** A name as text: as it is, or in backticks. */
  readonly quoteName: (name: string) => string;
  /** Functions that a query may call, with their namespaces. */
  readonly functions: Iterable<string>;
  /** Operators between two values that are no words. */
  readonly operators: readonly string[];
  /** NOT IN, NOT CONTAINS, NOT STARTS WITH and NOT ENDS WITH. */
  readonly negatedOperators: boolean;
  /** What begins a comment; never written. */
  readonly comments: readonly string[];
  /** Words between two statements whose rows are put together, lower case. */
  readonly setOperators: readonly string[];
  /** CALL, EXISTS, COUNT and COLLECT with a query in braces. */
  readonly subqueries: boolean;
  /** `a|b` and `a&b` for labels of a node. */
  readonly labelUnions: boolean;
  /** ORDER BY takes names of columns, and nothing else. */
  readonly ordersByColumns: boolean;
  /** A property of a node stands behind its label: `variable.label.property`. */
  readonly propertiesOfLabels: boolean;
  /** GO, FETCH and LOOKUP, whose rows bars hand on. */
  readonly traversals: boolean;
}
