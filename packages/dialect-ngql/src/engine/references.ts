import { BadNull, type GraphValue } from '@momq/graph-store';
import type { ExpressionOf } from '../syntax/syntax-tree.js';
import { queryError } from './engine-error.js';
import { nodeTagProperty } from './hop-values.js';
import { valueOf, type Scope, type TableRow } from './scope.js';

/** The value of a name. @throws QueryExecutionError where it is not known */
export function named(name: string, scope: Scope): GraphValue {
  const value = valueOf(scope.bindings, name);
  if (value === undefined) throw queryError(`Alias used but not defined: \`${name}'`);
  return value;
}

/** The value of a parameter. @throws QueryExecutionError where there is none of the name */
export function parameter(name: string, scope: Scope): GraphValue {
  const value = valueOf(scope.bindings, `$${name}`) ?? scope.session.parameters.get(name);
  if (value === undefined) throw queryError(`Undefined parameters: ${name}`);
  return value;
}

/** The value of a column of a row. @throws QueryExecutionError for one that the row lacks */
export function column(at: TableRow | undefined, name: string, of: string): GraphValue {
  if (at === undefined) throw queryError(`\`${of}.${name}', not exist prop \`${name}'`);
  const index = at.table.columns.indexOf(name);
  if (index < 0) throw queryError(`\`${of}.${name}', not exist prop \`${name}'`);
  return at.row[index]!;
}

/** A property of a tag of `$^` or `$$`. @throws QueryExecutionError outside of a traversal */
export function endProperty(expression: ExpressionOf<'end-property'>, scope: Scope): GraphValue {
  const { hop } = scope;
  if (hop === undefined) throw queryError(`expected a traversal for ${expression.side}, got none`);
  const node = expression.side === '$^' ? hop.source : hop.step.node;
  return nodeTagProperty(node, expression.tag, expression.name, BadNull.empty);
}

/** The vertex, the edge, or the collection that a word stands for. @throws QueryExecutionError where there is none */
export function whole(what: ExpressionOf<'whole'>['what'], scope: Scope): GraphValue {
  const { hop, vertex, wholes } = scope;
  const value =
    wholes?.get(what) ??
    (what === 'EDGE'
      ? hop?.step.edge
      : what === '$^'
        ? hop?.source
        : what === '$$'
          ? hop?.step.node
          : what === 'VERTEX'
            ? vertex
            : undefined);
  if (value === undefined) throw queryError(`expected something that has ${what}, got none`);
  return value;
}
