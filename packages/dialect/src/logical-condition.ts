import type { Expression } from './logical-expression.js';
import type { LogicalQuery } from './logical-query.js';

/**
 * Comparison operators. `like` takes a SQL pattern: `%` is any text, `_` one character, and `\` takes the character after
 * it as it is. It ignores the case of ASCII letters.
 */
export type ComparisonOperator = '=' | '!=' | '<' | '<=' | '>' | '>=' | 'like' | 'not like';

/** A truth value over a row or a group. */
export type Condition =
  | { readonly kind: 'and' | 'or'; readonly conditions: readonly Condition[] }
  | {
      readonly kind: 'compare';
      readonly operator: ComparisonOperator;
      readonly left: Expression;
      readonly right: Expression;
    }
  | {
      readonly kind: 'between';
      readonly negated: boolean;
      readonly value: Expression;
      readonly low: Expression;
      readonly high: Expression;
    }
  | {
      readonly kind: 'in';
      readonly negated: boolean;
      readonly value: Expression;
      /** Literals, or exactly one subquery. */
      readonly set: readonly Expression[];
    }
  | { readonly kind: 'null'; readonly negated: boolean; readonly value: Expression }
  | { readonly kind: 'exists'; readonly negated: boolean; readonly query: LogicalQuery };
