import type { Condition, Expression, LogicalQuery, Source } from '@momq/dialect';
import {
  mapConditionParts,
  mapExpressionParts,
  mapQueryParts,
  mapSourceParts,
  type PartMapper,
} from './map-parts.js';

/** The direct parts of a node, in the order in which they are written. */
export interface QueryPieces {
  readonly expressions: readonly Expression[];
  readonly conditions: readonly Condition[];
  readonly queries: readonly LogicalQuery[];
}

/** Direct parts of an expression: the conditions are those of CASE. */
export function expressionPieces(expression: Expression): QueryPieces {
  return piecesOf((map) => mapExpressionParts(expression, map));
}

/** Direct parts of a condition. */
export function conditionPieces(condition: Condition): QueryPieces {
  return piecesOf((map) => mapConditionParts(condition, map));
}

/** Direct parts of a query with those of its sources; the queries are derived sources, or the sides of a set operation. */
export function queryPieces(query: LogicalQuery): QueryPieces {
  return piecesOf((map) => mapQueryParts(query, map));
}

function piecesOf(visit: (map: PartMapper) => unknown): QueryPieces {
  const pieces = {
    expressions: [] as Expression[],
    conditions: [] as Condition[],
    queries: [] as LogicalQuery[],
  };
  visit({
    expression: (part) => (pieces.expressions.push(part), part),
    condition: (part) => (pieces.conditions.push(part), part),
    query: (part) => (pieces.queries.push(part), part),
  });
  return pieces;
}

/** What is called with each node of a query. */
export interface QueryVisitor {
  /** Called with each expression, the parts of expressions too. */
  expression?(expression: Expression): void;
  /** Called with each condition, the parts of AND and OR too. */
  condition?(condition: Condition): void;
  /** Called with each element of FROM. */
  source?(source: Source): void;
  /** Called with the query itself, each side of a set operation, and each nested query. */
  query?(query: LogicalQuery): void;
}

/** Calls the visitor with a query and everything inside, nested queries too; a node comes before its parts. */
export function visitQuery(query: LogicalQuery, visitor: QueryVisitor): void {
  rewrite(query, {}, visitor);
}

/** What nodes are replaced by; absent: by themselves. */
export interface QueryMapper {
  /** What an expression becomes, its parts replaced already. */
  expression?(expression: Expression): Expression;
  /** What a condition becomes. */
  condition?(condition: Condition): Condition;
  /** What an element of FROM becomes. */
  source?(source: Source): Source;
  /** What a query becomes. */
  query?(query: LogicalQuery): LogicalQuery;
}

/** A copy of a query with every node inside replaced, nested queries too. A node comes after its parts. */
export function mapQuery(query: LogicalQuery, mapper: QueryMapper): LogicalQuery {
  return rewrite(query, mapper, {});
}

function rewrite(query: LogicalQuery, mapper: QueryMapper, visitor: QueryVisitor): LogicalQuery {
  const map: PartMapper = {
    expression(expression) {
      visitor.expression?.(expression);
      const mapped = mapExpressionParts(expression, map);
      return mapper.expression?.(mapped) ?? mapped;
    },
    condition(condition) {
      visitor.condition?.(condition);
      const mapped = mapConditionParts(condition, map);
      return mapper.condition?.(mapped) ?? mapped;
    },
    query(nested) {
      visitor.query?.(nested);
      const mapped = mapQueryParts(nested, map, (source) => {
        visitor.source?.(source);
        const inside = mapSourceParts(source, map);
        return mapper.source?.(inside) ?? inside;
      });
      return mapper.query?.(mapped) ?? mapped;
    },
  };
  return map.query(query);
}
