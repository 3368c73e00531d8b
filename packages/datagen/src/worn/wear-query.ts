import {
  mapConditionParts,
  mapExpressionParts,
  mapQuery,
  mapQueryParts,
  mapSourceParts,
} from '@momq/core/logical';
import type { PartMapper } from '@momq/core/logical';
import { UnsupportedFeatureError } from '@momq/dialect';
import type {
  Condition,
  Expression,
  FieldReference,
  Link,
  LogicalQuery,
  Source,
} from '@momq/dialect';

/** What became of the names, codes and links of a database. Keys are made by {@link fieldKey}. */
export interface Wear {
  readonly entities: ReadonlyMap<string, string>;
  readonly fields: ReadonlyMap<string, string>;
  readonly codes: ReadonlyMap<string, WornCode>;
  /** Links that are not declared any more. */
  readonly undeclared: ReadonlyMap<string, Link>;
  /** New names of the others. */
  readonly links: ReadonlyMap<string, string>;
}

/** A coded column with the table that says what its codes stand for. */
export interface WornCode {
  readonly codes: ReadonlyMap<string, string | number>;
  /** Rows without a code, which a join must keep. */
  readonly hasNulls: boolean;
  readonly table: string;
  readonly code: string;
  readonly label: string;
}

/** A field of an entity before the wear. */
export function fieldKey(entity: string, field: string): string {
  return JSON.stringify([entity, field]);
}

/**
 * The query over the worn database that gives the rows of `query` over the one before. Where a coded column is used, its code table
 * is joined.
 *
 * @throws UnsupportedFeatureError when the query shows all columns, or reaches a coded column from a nested query
 */
export function wearQuery(query: LogicalQuery, wear: Wear): LogicalQuery {
  return rename(withCodes(withoutLinks(query, wear), wear), wear);
}

/** Joins along links that are not declared say what they compare. */
function withoutLinks(query: LogicalQuery, { undeclared }: Wear): LogicalQuery {
  return mapQuery(query, {
    source(source) {
      if (source.kind === 'derived' || source.join?.kind !== 'link') return source;
      const link = undeclared.get(source.join.link);
      if (link === undefined) return source;
      const { with: earlier, optional } = source.join;
      const { entity, instance } = source;
      const own = { entity, instance };
      // At a link of an entity with itself the new use is the one that is referred to.
      const refersBack = link.to.entity === entity;
      const [from, to] = refersBack ? [earlier, own] : [own, earlier];
      const pairs = link.from.fields.map((field, place) => {
        const left: FieldReference = { kind: 'field', ...from, field };
        const right: FieldReference = { kind: 'field', ...to, field: link.to.fields[place]! };
        return refersBack ? { left, right } : { left: right, right: left };
      });
      const [first, ...others] = pairs;
      if (first === undefined) return source;
      if (others.length === 0) return { ...source, join: { kind: 'fields', ...first, optional } };
      const conditions = pairs.map((pair): Condition => ({
        kind: 'compare',
        operator: '=',
        ...pair,
      }));
      const condition: Condition = { kind: 'and', conditions };
      return { ...source, join: { kind: 'condition', condition, optional } };
    },
  });
}

/** @param shown - whether its columns are, not only whether it has rows */
function withCodes(query: LogicalQuery, wear: Wear, shown = true): LogicalQuery {
  if (query.kind === 'set')
    return mapQueryParts(query, {
      expression: (each) => each,
      condition: (each) => each,
      query: (side) => withCodes(side, wear),
    });
  if (shown && query.select.some(({ kind }) => kind === 'star'))
    throw new UnsupportedFeatureError(
      'worn database: expected the columns that are shown, got all of them (*).',
    );
  const codeOf = (expression: Expression): WornCode | undefined =>
    expression.kind === 'field'
      ? wear.codes.get(fieldKey(expression.entity, expression.field))
      : undefined;
  const joined = new Map<string, Source & { kind?: 'entity' }>();
  const instances = new Map<string, number>();
  const label = (
    field: FieldReference,
    { table, code, label: text, hasNulls }: WornCode,
  ): Expression => {
    const { entity, instance } = field;
    const isOwn = query.from.some(
      (source) =>
        source.kind !== 'derived' && source.entity === entity && source.instance === instance,
    );
    if (!isOwn || field.outer !== undefined)
      throw new UnsupportedFeatureError(
        'worn database: expected coded columns of the query itself, got one of a query around it.',
      );
    const key = JSON.stringify([entity, instance, field.field]);
    const known = joined.get(key);
    if (known) return { kind: 'field', entity: table, instance: known.instance, field: text };
    const use = { entity: table, instance: instances.get(table) ?? 0 };
    instances.set(table, use.instance + 1);
    joined.set(key, {
      ...use,
      join: {
        kind: 'fields',
        left: field,
        right: { kind: 'field', ...use, field: code },
        optional: hasNulls,
      },
    });
    return { kind: 'field', ...use, field: text };
  };
  const map: PartMapper = {
    expression(expression) {
      const code = codeOf(expression);
      return code && expression.kind === 'field'
        ? label(expression, code)
        : mapExpressionParts(expression, map);
    },
    condition: (condition) =>
      condition.kind === 'exists'
        ? { ...condition, query: withCodes(condition.query, wear, false) }
        : mapConditionParts(condition, map),
    query: (nested) => withCodes(nested, wear),
  };
  const mapped = mapQueryParts(query, map, (source) => {
    const compares = source.kind !== 'derived' && source.join?.kind === 'fields' && source.join;
    if (compares && (codeOf(compares.left) ?? codeOf(compares.right)))
      throw new UnsupportedFeatureError(
        'worn database: expected a join on columns without codes, got one on a coded column.',
      );
    return mapSourceParts(source, map);
  });
  return mapped.kind === 'select' && joined.size > 0
    ? { ...mapped, from: [...mapped.from, ...joined.values()] }
    : mapped;
}

function rename(query: LogicalQuery, { entities, fields, links }: Wear): LogicalQuery {
  const entityOf = (name: string): string => entities.get(name) ?? name;
  return mapQuery(query, {
    expression(expression) {
      if (expression.kind !== 'field') return expression;
      const { entity, field } = expression;
      return {
        ...expression,
        entity: entityOf(entity),
        field: fields.get(fieldKey(entity, field)) ?? field,
      };
    },
    source(source) {
      if (source.kind === 'derived') return source;
      const entity = entityOf(source.entity);
      if (source.join?.kind !== 'link') return { ...source, entity };
      const { link, with: earlier } = source.join;
      return {
        ...source,
        entity,
        join: {
          ...source.join,
          link: links.get(link) ?? link,
          with: { ...earlier, entity: entityOf(earlier.entity) },
        },
      };
    },
  });
}
