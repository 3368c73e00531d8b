import type { ColumnReference, Expression, FieldReference, LogicalQuery } from '@momq/dialect';
import { expect } from 'vitest';
import { derivedSources, entitySources } from '../logical/entity-sources.js';
import { firstSelect } from '../logical/expression-type.js';
import {
  containsAggregate,
  expressionParts,
  nestedQueries,
  plainReferences,
  selectExpressions,
} from '../logical/expression-walk.js';
import { flightSchema } from './flight-schema.js';

/** What one query lets its references name; `columns` is the number of columns of each derived source. */
interface Visible {
  readonly counts: ReadonlyMap<string, number>;
  readonly columns: readonly number[];
}

const nothing: Visible = { counts: new Map(), columns: [] };

/**
 * Expects what the grammar promises of every query: references name what is in scope, instances count up, no column is there twice,
 * aggregates and HAVING have their groups.
 */
export function checkPromises(query: LogicalQuery, around: readonly Visible[] = []): void {
  if (query.kind === 'set') {
    checkPromises(query.left, around);
    checkPromises(query.right, around);
    const columns = [width(query)];
    for (const { expression } of query.orderBy ?? [])
      references(expression).forEach((each) =>
        checkReference(each, [{ ...nothing, columns }, ...around]),
      );
    return;
  }
  const plain = query.select
    .filter(({ kind }) => kind === 'field')
    .map((column) => JSON.stringify(column));
  expect(new Set(plain).size).toBe(plain.length);
  const counts = new Map<string, number>();
  for (const source of entitySources(query.from)) {
    expect(source.instance).toBe(counts.get(source.entity) ?? 0);
    counts.set(source.entity, source.instance + 1);
  }
  const derived = derivedSources(query.from);
  const inside = [{ counts, columns: derived.map((source) => width(source.query)) }, ...around];
  const bare = query.select
    .flatMap(plainReferences)
    .filter((reference) => reference.outer === undefined);
  if (query.select.some(containsAggregate) && bare.length > 0)
    expect(query.groupBy.length).toBeGreaterThan(0);
  if (query.having) expect(query.groupBy.length).toBeGreaterThan(0);
  selectExpressions(query)
    .flatMap(references)
    .forEach((reference) => checkReference(reference, inside));
  derived.forEach((source) => checkPromises(source.query, [nothing, ...around]));
  for (const nested of nestedQueries(query))
    if (!derived.some((source) => source.query === nested)) checkPromises(nested, inside);
}

function width(query: LogicalQuery): number {
  const { select, from } = firstSelect(query);
  const stars = select.filter(({ kind }) => kind === 'star').length;
  if (stars === 0) return select.length;
  const fields = entitySources(from).flatMap(
    ({ entity }) => flightSchema.entities.find(({ name }) => name === entity)?.fields ?? [],
  );
  const columns = derivedSources(from).reduce((sum, source) => sum + width(source.query), 0);
  return select.length - stars + fields.length + columns;
}

function references(expression: Expression): (FieldReference | ColumnReference)[] {
  if (expression.kind === 'field' || expression.kind === 'column') return [expression];
  return expressionParts(expression).flatMap(references);
}

function checkReference(
  reference: FieldReference | ColumnReference,
  around: readonly Visible[],
): void {
  const { counts, columns } = around[reference.outer ?? 0] ?? nothing;
  if (reference.kind === 'column')
    expect(columns[reference.source] ?? 0, JSON.stringify(reference)).toBeGreaterThan(
      reference.column,
    );
  else
    expect(
      counts.get(reference.entity) ?? 0,
      `${JSON.stringify(reference)} in scope`,
    ).toBeGreaterThan(reference.instance);
}
