import type { DatabaseSchema, TextGrammar } from '@momq/dialect';
import { graphNameGrammar } from '@momq/core/graph';
import { quoteName } from './language/names.js';
import { aggregateNames, functionNames } from './syntax/function-names.js';

/**
 * The constraint for nGQL's text over a graph: MATCH, and GO, FETCH and LOOKUP with the bars behind them, joined by set operators.
 * Left out are FIND PATH, GET SUBGRAPH, variables, SAMPLE, REDUCE and parentheses around statements.
 */
export function ngqlGrammar(schema: DatabaseSchema): TextGrammar {
  return graphNameGrammar(schema, {
    // What no backticks can hold is no plain name either.
    quoteName: (name) => (/[`.\n]/.test(name) ? '' : quoteName(name)),
    functions: [...functionNames, ...aggregateNames],
    operators: ['+', '-', '*', '/', '%', '==', '!=', '<>', '<', '>', '<=', '>=', '=~'],
    negatedOperators: true,
    comments: ['#', '//', '/*'],
    setOperators: ['union', 'intersect', 'minus'],
    subqueries: false,
    labelUnions: false,
    ordersByColumns: true,
    propertiesOfLabels: true,
    traversals: true,
  });
}
