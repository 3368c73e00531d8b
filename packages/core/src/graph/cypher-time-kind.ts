import type { DatabaseSchema, Expression, SelectQuery } from '@momq/dialect';
import { derivedSources } from '../logical/entity-sources.js';
import { firstSelect, type ExpressionType } from '../logical/expression-type.js';
import { isIsoDate } from '../sql/iso-dates.js';
import type { TimeKind } from './cypher-dates.js';
import type { CypherScope } from './cypher-scope.js';

/** How the value of an expression holds a point in time. */
export function timeKind(
  expression: Expression,
  type: ExpressionType,
  scope: Pick<CypherScope, 'query' | 'parent'>,
  schema: DatabaseSchema,
): TimeKind {
  const known = kindOf(expression, scope, schema);
  if (known !== undefined) return known;
  if (expression.kind === 'literal') return isIsoDate(String(expression.value)) ? 'iso' : 'text';
  if (type === 'date' || type === 'datetime') return 'iso';
  return type === 'text' || type === 'unknown' ? 'text' : 'none';
}

function kindOf(
  expression: Expression,
  { query, parent }: { query: Pick<SelectQuery, 'from'>; parent?: CypherScope | undefined },
  schema: DatabaseSchema,
): TimeKind | undefined {
  switch (expression.kind) {
    case 'field': {
      const field = schema.entities
        .find(({ name }) => name === expression.entity)
        ?.fields.find(({ name }) => name === expression.field);
      if (/^(Local|Zoned)?Date(Time)?$/.test(field?.nativeType ?? '')) return 'temporal';
      switch (field?.temporal) {
        case undefined:
          return undefined;
        case 'iso-date':
        case 'iso-datetime':
          return 'seen';
        default:
          return field?.temporal;
      }
    }
    case 'column': {
      const { outer = 0 } = expression;
      if (outer > 0) return parent && kindOf({ ...expression, outer: outer - 1 }, parent, schema);
      const source = derivedSources(query.from)[expression.source];
      const select = source && firstSelect(source.query);
      const item = select?.select[expression.column];
      return item && kindOf(item, { query: select }, schema);
    }
    case 'aggregate':
    case 'window':
      return ['min', 'max', 'lag', 'lead'].includes(expression.function) && expression.argument
        ? kindOf(expression.argument, { query, parent }, schema)
        : undefined;
    default:
      return undefined;
  }
}
