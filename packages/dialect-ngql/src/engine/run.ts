import { keyOf, type GraphValue } from '@momq/graph-store';
import { hasAggregate, partsOf, within } from '../syntax/expression-parts.js';
import { expressionText } from '../syntax/expression-text.js';
import { expressionsOf } from '../syntax/sentence-parts.js';
import type { Expression, Sentence, SentenceOf, Vids } from '../syntax/syntax-tree.js';
import { queryError, unsupported } from './engine-error.js';
import { equals } from '@momq/graph-store';
import { checkConstants } from './check-constants.js';
import { checkLookup } from './check-lookup.js';
import { checkColumnNames, checkNames } from './check-names.js';
import { evaluate } from './evaluate.js';
import { runFetchEdges, runFetchVertices, runLookup } from './fetch.js';
import { runFindPath } from './find-path.js';
import { itemsOf, runMatch } from './match.js';
import { distinctRows, groupedRows, sortedRows } from './projection.js';
import { runSubgraph } from './subgraph.js';
import { rowTurns } from './row-turns.js';
import type { Scope, Session, TableRow } from './scope.js';
import { noTable, type Table, type Work } from './table.js';
import { rowScopes, runGo, variablesIn } from './traverse.js';
import { yieldColumns } from './yield-columns.js';

/** Runs statements one after the other; the rows are those of the last. `most` is a number of rows that is enough. */
export function* runStatements(
  statements: readonly Sentence[],
  session: Session,
  most: number,
): Work<Table> {
  let table = noTable;
  for (const [index, statement] of statements.entries()) {
    const isLast = index === statements.length - 1;
    table = yield* run(statement, session, undefined, isLast ? most : Infinity);
  }
  return table;
}

function* run(
  sentence: Sentence,
  session: Session,
  input: Table | undefined,
  most: number,
): Work<Table> {
  switch (sentence.kind) {
    case 'pipe': {
      const { right } = sentence;
      const enough = right.kind === 'limit' ? right.offset + right.count : Infinity;
      const left = yield* run(sentence.left, session, input, enough);
      return yield* run(right, session, left, most);
    }
    case 'set':
      return yield* setOperation(sentence, session);
    case 'assign': {
      const table = yield* run(sentence.value, session, input, Infinity);
      if (session.variables.has(sentence.variable))
        throw queryError(`Variable \`${sentence.variable}' already exists`);
      session.variables.set(sentence.variable, table);
      return table;
    }
    case 'use':
      if (sentence.space === session.space.name) return noTable;
      throw queryError(`SpaceNotFound: ${sentence.space}`);
    case 'explain':
      throw unsupported(sentence.profile ? 'PROFILE' : 'EXPLAIN');
    case 'other':
      throw unsupported(`a statement of ${sentence.name}`);
    default:
      return yield* runQuery(sentence, session, input, most);
  }
}

function* runQuery(
  sentence: Sentence,
  session: Session,
  input: Table | undefined,
  most: number,
): Work<Table> {
  const names = variablesIn(expressionsOf(sentence));
  const scope: Scope = { session };
  yield* session.budget.turns.run(() => checkQuery(sentence, scope, input, names));
  const rows = (variables: readonly string[]): readonly Scope[] => rowsOf(scope, input, variables);
  switch (sentence.kind) {
    case 'match':
      return yield* runMatch(sentence, session, firstRows(scope, names), most);
    case 'go':
      return yield* runGo(sentence, scope, rows(names));
    case 'fetch-vertices':
      return yield* runFetchVertices(sentence, scope, rows(names));
    case 'fetch-edges':
      return yield* runFetchEdges(sentence, scope, rows(names));
    case 'lookup':
      return yield* runLookup(sentence, scope);
    case 'find-path':
      return yield* runFindPath(
        sentence,
        scope,
        rows(variableOf(sentence.from)),
        rows(variableOf(sentence.to)),
        most,
      );
    case 'subgraph':
      return yield* runSubgraph(sentence, scope, rows(variableOf(sentence.from)));
    case 'yield':
      return yield* sentence.join
        ? joined(sentence, scope)
        : yielded(sentence, scope, input, rows(names));
    case 'group-by':
      return yield* grouped(sentence, scope, sourceOf(names, session, input, 'GROUP BY'));
    case 'order-by':
      return ordered(sentence, scope, sourceOf(names, session, input, 'ORDER BY'));
    case 'limit': {
      const table = requireInput(input, 'LIMIT');
      const { offset, count } = sentence;
      return { ...table, rows: table.rows.slice(offset, offset + count) };
    }
    case 'sample': {
      const table = requireInput(input, 'SAMPLE');
      return { ...table, rows: table.rows.slice(0, sentence.count) };
    }
    case 'unwind': {
      const table = requireInput(input, 'UNWIND');
      const list = rowTurns(session, [{ expression: sentence.list }]);
      const all: GraphValue[][] = [];
      for (const row of rowScopes(table, scope)) {
        const [value = null] = yield* list.values(row);
        for (const item of itemsOf(value)) {
          if (session.budget.step()) yield undefined;
          all.push([item]);
        }
      }
      return { columns: [sentence.name], rows: all };
    }
    default:
      throw unsupported(`a statement of ${sentence.kind}`);
  }
}

/** What NebulaGraph refuses before it runs a query. @throws QueryExecutionError */
function checkQuery(
  sentence: Sentence,
  scope: Scope,
  input: Table | undefined,
  variables: readonly string[],
): void {
  const { space, variables: known } = scope.session;
  if (input !== undefined) checkColumnNames(input);
  for (const name of variables) {
    const table = known.get(name);
    if (table !== undefined) checkColumnNames(table);
  }
  checkNames(sentence, scope.session, input);
  for (const expression of expressionsOf(sentence)) checkConstants(expression, scope);
  if (sentence.kind === 'lookup' && sentence.where !== undefined) {
    const properties = space.tags.get(sentence.on) ?? space.edges.get(sentence.on);
    if (properties !== undefined) checkLookup(sentence.where, sentence.on, properties, scope);
  }
}

function requireInput(input: Table | undefined, what: string): Table {
  if (input === undefined) throw queryError(`expected rows before ${what}, got none`);
  return input;
}

/** A table that is read as a whole, and the variable that names it. */
interface Source {
  readonly table: Table;
  readonly variable?: string;
}

/** The variable that a statement names, else the rows before the pipe. */
function sourceOf(
  names: readonly string[],
  { variables }: Session,
  input: Table | undefined,
  what: string,
): Source {
  const [variable] = names;
  if (variable === undefined) return { table: requireInput(input, what) };
  if (names.length > 1) throw queryError('Only one variable allowed to use.');
  return { table: requireInput(variables.get(variable), what), variable };
}

function variableOf(vids: Vids): readonly string[] {
  return vids.kind === 'column' ? variablesIn([vids.column]) : [];
}

/** The rows that a statement runs over: those before the pipe, or those of a variable. */
function rowsOf(
  scope: Scope,
  input: Table | undefined,
  variables: readonly string[],
): readonly Scope[] {
  if (variables.length > 1) throw queryError('Only one variable allowed to use.');
  const [variable] = variables;
  if (variable === undefined) return input === undefined ? [scope] : rowScopes(input, scope);
  const table = scope.session.variables.get(variable);
  if (table === undefined) throw queryError(`\`$${variable}', variable is not defined`);
  return rowScopes(table, scope, variable);
}

/** MATCH sees the first row of the variables that it names. */
function firstRows(scope: Scope, names: readonly string[]): Partial<Scope> {
  const rows = new Map<string, TableRow>();
  for (const name of names) {
    const table = scope.session.variables.get(name);
    if (table === undefined) throw queryError(`\`$${name}', variable is not defined`);
    const [row] = table.rows;
    if (row !== undefined) rows.set(name, { table, row });
  }
  return { variableRows: rows };
}

function* yielded(
  { yields, where }: SentenceOf<'yield'>,
  scope: Scope,
  input: Table | undefined,
  rows: readonly Scope[],
): Work<Table> {
  const { columns, names } = yieldColumns(yields, scope, input?.columns);
  const { budget } = scope.session;
  const shown = rowTurns(scope.session, columns, where);
  const isGrouped = columns.some(({ expression }) => hasAggregate(expression));
  const kept: Scope[] = [];
  let made: (readonly GraphValue[])[] = [];
  for (const row of rows) {
    if (budget.step()) yield undefined;
    if (!(yield* shown.holds(row))) continue;
    if (isGrouped) kept.push(row);
    else made.push(yield* shown.values(row));
  }
  if (isGrouped) made = yield* groupedRows(columns, kept, scope);
  return { columns: names, rows: yields.distinct ? distinctRows(made) : made };
}

function* joined({ yields, join }: SentenceOf<'yield'>, scope: Scope): Work<Table> {
  if (join === undefined || !join.inner) throw queryError('only support inner join.');
  if (join.left === join.right) throw queryError('do not support self-join.');
  const [left, right] = [join.left, join.right].map((name) => {
    const table = scope.session.variables.get(name);
    if (table === undefined) throw queryError(`\`$${name}', variable is not defined`);
    return table;
  });
  const { columns, names } = yieldColumns(yields, scope);
  const [first, second] = join.on;
  const keys = join.on.map((each) => (each.kind === 'variable-column' ? each.name : ''));
  const same = left!.columns.find((name) => right!.columns.includes(name) && !keys.includes(name));
  if (same !== undefined)
    throw queryError(
      `column name \`${same}' of $${join.left} and column name \`${same}' of $${join.right} are the same, please rename it to a non-duplicate column name.`,
    );
  const sides = join.on.map((each) =>
    each.kind === 'variable-column' ? each.variable : undefined,
  );
  if (sides[0] === sides[1])
    throw queryError(
      `\`${join.right}' should be consistent with join condition variable \`${expressionText(second)}'.`,
    );
  const shown = rowTurns(scope.session, columns);
  const made: GraphValue[][] = [];
  for (const row of rowScopes(left!, scope, join.left)) {
    for (const both of rowScopes(right!, row, join.right)) {
      if (scope.session.budget.step()) yield undefined;
      if (equals(evaluate(first, both), evaluate(second, both)) !== true) continue;
      made.push(yield* shown.values(both));
    }
  }
  return { columns: names, rows: yields.distinct ? distinctRows(made) : made };
}

/** True where an expression names a column of the rows before it. */
function dependsOnRow(expression: Expression): boolean {
  return [...within(expression)].some(({ kind }) => kind === 'input' || kind === 'variable-column');
}

/** True for what group keys, by their texts, say all of. */
function isGiven(expression: Expression, keys: ReadonlySet<string>): boolean {
  if (keys.has(expressionText(expression))) return true;
  if (expression.kind === 'input' || expression.kind === 'variable-column') return false;
  return partsOf(expression).every((part) => isGiven(part, keys));
}

function* grouped(
  { keys, yields }: SentenceOf<'group-by'>,
  scope: Scope,
  { table, variable }: Source,
): Work<Table> {
  if (yields === undefined) throw queryError('Missing yield clause.');
  const rows = rowScopes(table, scope, variable);
  const { columns, names } = yieldColumns(yields, scope, table.columns);
  const expressions = keys.map(({ expression }) => expression);
  for (const key of expressions)
    if (!dependsOnRow(key)) throw queryError(`Group \`${expressionText(key)}' invalid`);
  const texts = new Set(expressions.map(expressionText));
  for (const { expression } of columns)
    if (!hasAggregate(expression) && !isGiven(expression, texts))
      throw queryError(
        `Yield non-agg expression \`${expressionText(expression)}' must be functionally dependent on items in GROUP BY clause`,
      );
  const made = yield* groupedRows(columns, rows, scope, expressions);
  const isEmpty = rows.length === 0;
  return { columns: names, rows: isEmpty ? [] : yields.distinct ? distinctRows(made) : made };
}

function ordered(
  { factors }: SentenceOf<'order-by'>,
  scope: Scope,
  { table, variable }: Source,
): Table {
  const scopes = rowScopes(table, scope, variable);
  const rows = table.rows.map((row, index) => ({ row, at: scopes[index]! }));
  const sorted = sortedRows(rows, factors, ({ at }, { expression }) => {
    if (expression.kind !== (variable === undefined ? 'input' : 'variable-column'))
      throw queryError(`Order by with invalid type`);
    return evaluate(expression, at);
  });
  return { ...table, rows: sorted.map(({ row }) => row) };
}

/** NebulaGraph gives rows before the pipe to neither side. */
function* setOperation(
  { operator, all, left: first, right: second }: SentenceOf<'set'>,
  session: Session,
): Work<Table> {
  const left = yield* run(first, session, undefined, Infinity);
  const right = yield* run(second, session, undefined, Infinity);
  if (left.columns.length !== right.columns.length)
    throw queryError('number of columns to UNION/INTERSECT/MINUS must be same');
  if (left.columns.some((name, index) => name !== right.columns[index]))
    throw queryError('different column names to UNION/INTERSECT/MINUS are not supported');
  const { columns } = left;
  if (operator === 'UNION') {
    const rows = [...left.rows, ...right.rows];
    return { columns, rows: all ? rows : distinctRows(rows) };
  }
  const keys = new Set(right.rows.map((row) => row.map(keyOf).join('\u0000')));
  const isWanted = operator === 'INTERSECT';
  return {
    columns,
    rows: left.rows.filter((row) => keys.has(row.map(keyOf).join('\u0000')) === isWanted),
  };
}
