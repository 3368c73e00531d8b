import { UnsupportedFeatureError } from '@momq/dialect';
import type {
  DatabaseSchema,
  Expression,
  LogicalConstruct,
  LogicalQuery,
  QueryLanguage,
} from '@momq/dialect';
import { refuseConstructs } from '../logical/used-constructs.js';
import { mapQuery, visitQuery } from '../logical/visit-query.js';

/** The constructs that version 1 of the logical form had, of those that a dialect may lack. */
export const olderConstructs: readonly LogicalConstruct[] = [
  'union',
  'intersect',
  'except',
  'all',
  'subquery',
  'exists',
  'function:year',
  'function:month',
  'function:day',
  'function:lower',
  'function:upper',
  'function:length',
  'function:abs',
  'function:round',
];

/**
 * A language that renders version 1 of the logical form, for queries of version 2 that say no more.
 *
 * @param unsupported - what it cannot say; `render` throws UnsupportedFeatureError for it
 */
export function adaptOlderLanguage(
  id: string,
  older: QueryLanguage,
  unsupported: readonly LogicalConstruct[],
): QueryLanguage {
  return {
    words: older.words,
    render(query: LogicalQuery, schema: DatabaseSchema): string {
      refuseConstructs(query, unsupported, id);
      refuseLaterShapes(query, id);
      return older.render(mapQuery(query, { expression: withOneArgument }), schema);
    },
  };
}

/** Functions had one argument, under that name. */
function withOneArgument(expression: Expression): Expression {
  if (expression.kind !== 'call') return expression;
  const asBefore = { ...expression, argument: expression.arguments[0] };
  return asBefore;
}

/** Refuses what version 2 added without a name in the capabilities: joins on any condition, functions with more arguments. */
function refuseLaterShapes(query: LogicalQuery, id: string): void {
  visitQuery(query, {
    source({ join }) {
      if (join?.kind === 'condition') throw later(id, 'a join on a condition');
    },
    expression(expression) {
      if (expression.kind === 'call' && expression.arguments.length !== 1)
        throw later(id, `${expression.function}() with ${expression.arguments.length} arguments`);
    },
  });
}

function later(id: string, what: string): UnsupportedFeatureError {
  return new UnsupportedFeatureError(
    `${id}: expected a query of version 1 of the logical form, got ${what}. Update the package of ${id} to a version that peers on @momq/dialect 1.x.`,
  );
}
