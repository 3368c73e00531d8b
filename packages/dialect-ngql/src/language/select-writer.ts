import {
  UnsupportedFeatureError,
  type ColumnReference,
  type DatabaseSchema,
  type Expression,
  type LogicalQuery,
  type OrderKey,
  type SelectQuery,
} from '@momq/dialect';
import { columnTypes, conditionPieces, expressionPieces, visitQuery } from '@momq/core/logical';
import { DateTexts } from './date-text.js';
import { dateFunctions } from './function-spellings.js';
import { completeGroups } from './complete-groups.js';
import {
  expressionKey,
  writeCondition,
  writeExpression,
  type Writing,
} from './expression-writer.js';
import { CARRIED, FromWriter } from './from-writer.js';
import { aggregatesOfPresent, present } from './held-rows.js';
import { TakenNames } from './names.js';
import { severalInside, SubqueryWriter } from './subquery-writer.js';

/** How a SELECT ends: with these names for its columns, by RETURN or, inside another, by WITH. */
export interface SelectEnding {
  readonly columns?: readonly string[];
  readonly word: 'RETURN' | 'WITH';
  /** What a WITH carries on beside its columns. */
  readonly carried: readonly string[];
}

/** A SELECT as clauses. */
export function writeSelect(
  asked: SelectQuery,
  schema: DatabaseSchema,
  ending: SelectEnding,
  names: TakenNames = new TakenNames(),
): { readonly clauses: readonly string[]; readonly columns: readonly string[] } {
  const select = asked.select.flatMap((each) => expandStar(each, asked, schema));
  const query = completeGroups({ ...asked, select }, aggregatesOf(asked), schema);
  const subqueries = new SubqueryWriter(
    (inner, carried) => writeSelect(inner, schema, { word: 'WITH', carried }, names),
    names,
    ending.carried,
  );
  const from = new FromWriter(schema, names, {
    rowsOf: (inner) => subqueries.rowsOf(inner),
    width: (inner) => columnsOf(inner, schema).length,
  });
  const writing: Writing = {
    schema,
    column: (reference) => from.column(reference),
    types: columnTypes(query, schema),
    origin: (reference) => originOf(reference, query, schema),
    known: new Map(),
    property: (field) => from.property(field),
    subquery: (inner, as) => subqueries.nameOf(inner, as),
    dates: new DateTexts(names),
  };
  from.add(query.from, writing);
  const where = query.where && writeCondition(query.where, writing);
  const holds = ending.carried.length > 0 || asksInside(query);
  const isOneRow = query.groupBy.length === 0 && aggregatesOf(query).length > 0;
  if (holds && isOneRow) {
    const held = { writing, where, names, ending, subqueries, from };
    return writeHeld(query, held);
  }
  if (ending.carried.length > 0) throw severalInside();
  if (where !== undefined) from.where(where);
  const end = writeEnd(query, { writing, names, ending, subqueries });
  const carried = subqueries.names.map((name) => `, ${name}`).join('');
  const matches = from.clauses.map((clause) => clause.replaceAll(CARRIED, carried));
  return { clauses: [...subqueries.clauses, ...matches, ...end.clauses], columns: end.columns };
}

/** True where the columns, HAVING or the order ask another query. */
function asksInside(query: SelectQuery): boolean {
  let found = false;
  const { from: _, where: __, ...rest } = query;
  visitQuery({ ...rest, from: [] }, { expression: ({ kind }) => (found ||= kind === 'subquery') });
  return found;
}

/**
 * The one row of aggregates beside values that are carried on: they would be lost with the rows that WHERE leaves out. So all rows are
 * there, if only as NULL, and the aggregates take those that are present.
 */
function writeHeld(
  asked: SelectQuery,
  {
    where,
    from,
    ...ends
  }: Ends & { readonly where: string | undefined; readonly from: FromWriter },
): { readonly clauses: readonly string[]; readonly columns: readonly string[] } {
  const there = from.makeOptional();
  if (there === undefined || asked.having !== undefined) throw severalInside();
  const text = `(${[...there, ...(where === undefined ? [] : [where])].join(' AND ')})`;
  const known = new Map([...ends.writing.known, [expressionKey(present), text] as const]);
  const { subqueries } = ends;
  const end = writeEnd(aggregatesOfPresent(asked), {
    ...ends,
    writing: { ...ends.writing, known },
  });
  return {
    clauses: [...subqueries.clauses, ...from.clauses, ...end.clauses],
    columns: end.columns,
  };
}

interface Ends {
  readonly writing: Writing;
  readonly names: TakenNames;
  readonly ending: SelectEnding;
  readonly subqueries: SubqueryWriter;
}

/** Columns, groups, order and limit. */
function writeEnd(
  query: SelectQuery,
  ends: Ends,
): { readonly clauses: readonly string[]; readonly columns: readonly string[] } {
  const { names, ending, subqueries } = ends;
  const aggregates = aggregatesOf(query);
  const isGrouped = query.groupBy.length > 0 || aggregates.length > 0;
  // Without an aggregate nothing groups.
  const bare = isGrouped && aggregates.length === 0;
  const clauses: string[] = [];
  let { writing } = ends;
  if (isGrouped) requireGrouped(query, [...query.groupBy, ...aggregates]);
  if (isGrouped && needsStage(query)) {
    const stage = [...unique(query.groupBy), ...unique(aggregates)];
    const known = new Map(stage.map((each) => [expressionKey(each), names.take(nameOf(each))]));
    const written = stage.map(
      (each) => `${writeExpression(each, writing)} AS ${known.get(expressionKey(each))}`,
    );
    writing = { ...writing, known: new Map([...writing.known, ...known]) };
    // What HAVING and the columns ask of other queries has to be known before it can be carried on.
    const having = query.having && writeCondition(query.having, writing);
    query.select.forEach((each) => writeExpression(each, writing));
    query.orderBy.forEach(({ expression }) => writeExpression(expression, writing));
    const carried = [...ending.carried, ...(asksInside(query) ? subqueries.names : [])];
    clauses.push(
      `WITH ${bare ? 'DISTINCT ' : ''}${[...written, ...carried].join(', ')}${having === undefined ? '' : ` WHERE ${having}`}`,
    );
  }
  const columns = query.select.map(
    (each, index) =>
      ending.columns?.[index] ??
      names.take(`${writing.known.get(expressionKey(each)) ?? nameOf(each)}`),
  );
  const shown = query.select.map(
    (each, index) => `${writeExpression(each, writing)} AS ${columns[index]}`,
  );
  const order = writeOrder(query, columns, writing, names);
  const limits = `${query.offset === undefined ? '' : ` SKIP ${query.offset}`}${query.limit === undefined ? '' : ` LIMIT ${query.limit}`}`;
  const distinct = query.distinct || (bare && !needsStage(query)) ? 'DISTINCT ' : '';
  const carried = ending.word === 'WITH' ? ending.carried : [];
  const orderText = order.factors.length > 0 ? ` ORDER BY ${order.factors.join(', ')}` : '';
  if (order.hidden.length === 0) {
    clauses.push(
      `${ending.word} ${distinct}${[...shown, ...carried].join(', ')}${orderText}${limits}`,
    );
  } else {
    clauses.push(
      `WITH ${distinct}${[...shown, ...order.hidden, ...carried].join(', ')}${orderText}${limits}`,
      `${ending.word} ${[...columns, ...carried].join(', ')}`,
    );
  }
  return { clauses, columns };
}

/** Keys as names of columns. NebulaGraph puts NULL last in ascending order; the logical form holds it for the smallest. */
function writeOrder(
  query: SelectQuery,
  columns: readonly string[],
  writing: Writing,
  names: TakenNames,
): { readonly hidden: readonly string[]; readonly factors: readonly string[] } {
  const hidden: string[] = [];
  const factors: string[] = [];
  for (const { expression, descending, nulls } of query.orderBy) {
    const text = writeExpression(expression, writing);
    const shown = query.select.findIndex(
      (each) => expressionKey(each) === expressionKey(expression),
    );
    const column = shown < 0 ? names.take('sort') : columns[shown]!;
    if (shown < 0) hidden.push(`${text} AS ${column}`);
    const nullsFirst = nulls === undefined ? !descending : nulls === 'first';
    // Ascending order has NULL last, descending order first.
    if (nullsFirst !== descending && mayBeNull(expression, writing.schema)) {
      const name = names.take('is_null');
      hidden.push(`${text} IS NULL AS ${name}`);
      factors.push(nullsFirst ? `${name} DESC` : name);
    }
    factors.push(descending ? `${column} DESC` : column);
  }
  return { hidden, factors };
}

/** True where RETURN alone does not group as the query does: by what it shows without aggregates. */
function needsStage({ groupBy, select, having, orderBy, distinct }: SelectQuery): boolean {
  const shown = new Set(select.map(expressionKey));
  const ordered = orderBy.map(({ expression }) => expression);
  return (
    having !== undefined ||
    distinct ||
    [...select, ...ordered].some(isDateOfAggregate) ||
    ![...groupBy, ...ordered].every((key) => shown.has(expressionKey(key)))
  );
}

/** A date that is computed of an aggregate, as in `year(max(joined))`: it is written as a list, which takes none. */
function isDateOfAggregate(expression: Expression): boolean {
  const { expressions } = expressionPieces(expression);
  const isDate = expression.kind === 'call' && dateFunctions.has(expression.function);
  const isCast = expression.kind === 'cast' && expression.type.startsWith('date');
  return (isDate || isCast) && expressions.some(containsAggregate)
    ? true
    : expression.kind !== 'aggregate' && expressions.some(isDateOfAggregate);
}

function containsAggregate(expression: Expression): boolean {
  return (
    expression.kind === 'aggregate' ||
    expressionPieces(expression).expressions.some(containsAggregate)
  );
}

function mayBeNull(expression: Expression, schema: DatabaseSchema): boolean {
  if (expression.kind === 'aggregate') return expression.function !== 'count';
  if (expression.kind === 'literal') return expression.value === null;
  if (expression.kind !== 'field') return true;
  const entity = schema.entities.find(({ name }) => name === expression.entity);
  const field = entity?.fields.find(({ name }) => name === expression.field);
  return field?.primaryKey !== true && field?.nullable !== false;
}

function unique(expressions: readonly Expression[]): readonly Expression[] {
  return [...new Map(expressions.map((each) => [expressionKey(each), each])).values()];
}

function nameOf(expression: Expression): string {
  if (expression.kind === 'field') return expression.field;
  if (expression.kind === 'aggregate') {
    const { function: name, argument } = expression;
    return argument.kind === 'field' ? `${name}_${argument.field}` : `${name}_`;
  }
  return expression.kind === 'call' ? `${expression.function}_` : 'value_';
}

/** Aggregates of the query itself, not of queries inside it. */
function aggregatesOf(query: SelectQuery): readonly Expression[] {
  const found: Expression[] = [];
  const visit = (expression: Expression): void => {
    if (expression.kind === 'aggregate') {
      found.push(expression);
      return;
    }
    const pieces = expressionPieces(expression);
    pieces.expressions.forEach(visit);
    pieces.conditions.forEach(visitCondition);
  };
  const visitCondition = (condition: NonNullable<SelectQuery['having']>): void => {
    const pieces = conditionPieces(condition);
    pieces.expressions.forEach(visit);
    pieces.conditions.forEach(visitCondition);
  };
  query.select.forEach(visit);
  query.orderBy.forEach(({ expression }) => visit(expression));
  if (query.having) visitCondition(query.having);
  return found;
}

/** @throws UnsupportedFeatureError for a field that is neither a key of the groups nor inside an aggregate */
function requireGrouped(query: SelectQuery, stage: readonly Expression[]): void {
  const known = new Set(stage.map(expressionKey));
  const visit = (expression: Expression): void => {
    if (known.has(expressionKey(expression))) return;
    if (expression.kind === 'field' || expression.kind === 'column') {
      const what =
        expression.kind === 'field'
          ? `${expression.entity}.${expression.field}`
          : `column ${expression.column} of a subquery`;
      throw new UnsupportedFeatureError(
        `nGQL: expected fields that the groups have, got ${what}. Group by it too.`,
      );
    }
    expressionPieces(expression).expressions.forEach(visit);
  };
  query.select.forEach(visit);
  query.orderBy.forEach(({ expression }: OrderKey) => visit(expression));
}

/** `*` as the fields of all sources. */
function expandStar(
  expression: Expression,
  query: SelectQuery,
  schema: DatabaseSchema,
): readonly Expression[] {
  if (expression.kind !== 'star') return [expression];
  let derived = 0;
  return query.from.flatMap((source): readonly Expression[] => {
    if (source.kind === 'derived') {
      const place = derived++;
      return columnsOf(source.query, schema).map((_, column) => ({
        kind: 'column',
        source: place,
        column,
      }));
    }
    const entity = schema.entities.find(({ name }) => name === source.entity);
    return (entity?.fields ?? []).map(({ name }) => ({
      kind: 'field',
      entity: source.entity,
      instance: source.instance,
      field: name,
    }));
  });
}

/** The columns of a query. */
function columnsOf(query: LogicalQuery, schema: DatabaseSchema): readonly Expression[] {
  const select = query.kind === 'select' ? query : undefined;
  if (select === undefined) return query.kind === 'set' ? columnsOf(query.left, schema) : [];
  return select.select.flatMap((each) => expandStar(each, select, schema));
}

/** What a column of a subquery in FROM is inside it; undefined where that is a column of a further one. */
function originOf(
  { source, column, outer = 0 }: ColumnReference,
  { from }: SelectQuery,
  schema: DatabaseSchema,
): Expression | undefined {
  const derived = from.filter((each) => each.kind === 'derived')[outer > 0 ? -1 : source];
  const found = derived && columnsOf(derived.query, schema)[column];
  return found?.kind === 'column' ? undefined : found;
}
