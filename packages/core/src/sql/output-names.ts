import type { Expression, LogicalQuery, SelectQuery } from '@momq/dialect';
import { derivedSources } from '../logical/entity-sources.js';
import { firstSelect } from '../logical/expression-type.js';

/**
 * A name for each column of a query: a field's own, an aggregate's or a function's, else `value`. Names that are the same
 * but for their case get a number: `name`, `name_2`.
 */
export function outputNames(query: LogicalQuery): readonly string[] {
  const select = firstSelect(query);
  const taken = new Set<string>();
  return select.select.map((expression) => {
    const base = ownName(expression, select) ?? 'value';
    let name = base;
    for (let number = 2; taken.has(name.toLowerCase()); number += 1) name = `${base}_${number}`;
    taken.add(name.toLowerCase());
    return name;
  });
}

function ownName(expression: Expression, select: SelectQuery): string | undefined {
  switch (expression.kind) {
    case 'field':
      return expression.field;
    case 'aggregate':
    case 'call':
    case 'window':
      return expression.function.toLowerCase();
    case 'column': {
      const source = derivedSources(select.from)[expression.source];
      return source && !expression.outer ? outputNames(source.query)[expression.column] : undefined;
    }
    default:
      return undefined;
  }
}
