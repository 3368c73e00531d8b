import type { Expression, SelectQuery, Window } from '@momq/dialect';
import { expressionParts } from '../logical/expression-walk.js';
import { quoteName } from './cypher-names.js';
import { orderText } from './cypher-order.js';
import type { CypherText } from './cypher-parts.js';
import { expressionKey } from './cypher-scope.js';

/** True when a window function is part of what a SELECT shows or sorts by. */
export function hasWindows(query: SelectQuery): boolean {
  return shownExpressions(query).some((expression) => windowsIn(expression).length > 0);
}

/**
 * Window functions, which Cypher lacks: the rows behind the groups are collected partition by partition in the order of the
 * window, and each is given the value that it has at its place there. The time grows with the square of a partition's rows.
 */
export class CypherWindows {
  /** What has to be known of each row: the SELECT without window functions, order and limit shows it. */
  readonly inner: SelectQuery;
  /** The columns of {@link inner}. */
  readonly columns: readonly string[];
  /** Names of its expressions and of the window functions, behind {@link stages}. */
  readonly named: ReadonlyMap<string, string>;
  /** Clauses behind the rows of {@link inner}. */
  readonly stages: readonly string[];

  constructor(query: SelectQuery, text: CypherText) {
    const windows = new Map<string, Window>();
    const values = new Map<string, Expression>();
    const need = (expression: Expression): void => {
      if (expression.kind === 'window') {
        windows.set(expressionKey(expression), expression);
        const { argument, partitionBy, orderBy } = expression;
        const parts = [...partitionBy, ...orderBy.map((key) => key.expression)];
        for (const part of parts) values.set(expressionKey(part), part);
        if (argument !== undefined && argument.kind !== 'star')
          values.set(expressionKey(argument), argument);
      } else if (windowsIn(expression).length > 0) expressionParts(expression).forEach(need);
      else if (expression.kind !== 'literal') values.set(expressionKey(expression), expression);
    };
    shownExpressions(query).forEach(need);
    const named = new Map(
      [...values].map(([key, value]) => [key, text.variables.forExpression(value)]),
    );
    this.columns = [...named.values()];
    const { limit: _limit, offset: _offset, ...rest } = query;
    const select: readonly Expression[] =
      values.size > 0 ? [...values.values()] : [{ kind: 'literal', value: 1 }];
    this.inner = { ...rest, select, orderBy: [], distinct: false };
    if (values.size === 0) this.columns = [text.variables.take('row')];
    const carried = [...this.columns];
    this.stages = [...windows].flatMap(([key, window]) => {
      const name = text.variables.forExpression(window);
      const clauses = stageOf(window, { query, text, named, carried, name });
      carried.push(name);
      named.set(key, name);
      return clauses;
    });
    this.named = new Map([...named].map(([key, name]) => [key, quoteName(name)]));
  }
}

interface StageParts {
  readonly query: SelectQuery;
  readonly text: CypherText;
  readonly named: ReadonlyMap<string, string>;
  readonly carried: readonly string[];
  readonly name: string;
}

function stageOf(window: Window, { query, text, named, carried, name }: StageParts): string[] {
  const [rows, row] = [text.variables.take('rows'), text.variables.take('row')];
  const nameOf = (expression: Expression): string =>
    quoteName(named.get(expressionKey(expression)) ?? '');
  const names = carried.map(quoteName);
  const sorted = window.orderBy.map((key) =>
    orderText(key, nameOf(key.expression), query, text.schema),
  );
  const parts = window.partitionBy.map(nameOf);
  const place = (expression: Expression): number => names.indexOf(nameOf(expression));
  const keys = window.orderBy.map((key) => place(key.expression));
  const argument =
    window.argument === undefined || window.argument.kind === 'star'
      ? undefined
      : place(window.argument);
  const value = new WindowValue(text, rows, row, keys).of(window, argument);
  return [
    ...(sorted.length > 0 ? [`WITH ${names.join(', ')} ORDER BY ${sorted.join(', ')}`] : []),
    `WITH ${[...new Set(parts), `collect([${names.join(', ')}]) AS ${rows}`].join(', ')}`,
    `UNWIND range(0, size(${rows}) - 1) AS ${row}`,
    `WITH ${[...names.map((column, index) => `${rows}[${row}][${index}] AS ${column}`), `${value} AS ${quoteName(name)}`].join(', ')}`,
  ];
}

/** The value of a window function at one place of its partition. */
class WindowValue {
  private readonly text: CypherText;
  private readonly rows: string;
  private readonly row: string;
  private readonly keys: readonly number[];

  constructor(text: CypherText, rows: string, row: string, keys: readonly number[]) {
    this.text = text;
    this.rows = rows;
    this.row = row;
    this.keys = keys;
  }

  of({ function: name, offset = 1 }: Window, argument: number | undefined): string {
    const { rows, row } = this;
    const at = (place: string): string => `${rows}[${place}][${argument ?? 0}]`;
    switch (name) {
      case 'row_number':
        return `${row} + 1`;
      case 'rank': {
        const other = this.text.variables.take('other');
        return `head([${other} IN range(0, ${row}) WHERE ${this.arePeers(other, row)}]) + 1`;
      }
      case 'dense_rank': {
        const other = this.text.variables.take('other');
        return `1 + size([${other} IN range(1, ${row}) WHERE NOT (${this.arePeers(other, `${other} - 1`)})])`;
      }
      case 'lag':
        return `CASE WHEN ${row} >= ${offset} THEN ${at(`${row} - ${offset}`)} END`;
      case 'lead':
        return at(`${row} + ${offset}`);
      default:
        return this.aggregate(name, argument);
    }
  }

  private aggregate(
    name: 'count' | 'sum' | 'avg' | 'min' | 'max',
    argument: number | undefined,
  ): string {
    const frame = this.frame();
    if (argument === undefined) return `size(${frame})`;
    const [other, sum] = [this.text.variables.take('other'), this.text.variables.take('sum')];
    const value = `${other}[${argument}]`;
    const count = `size([${other} IN ${frame} WHERE ${value} IS NOT NULL])`;
    const fold = (step: string): string =>
      `reduce(${sum} = null, ${other} IN ${frame} | CASE ${step} END)`;
    const total = fold(`WHEN ${value} IS NULL THEN ${sum} ELSE coalesce(${sum}, 0) + ${value}`);
    switch (name) {
      case 'count':
        return count;
      case 'sum':
        return total;
      case 'avg':
        return `toFloat(${total}) / nullIf(${count}, 0)`;
      case 'min':
      case 'max': {
        const wins = `${value} ${name === 'min' ? '<' : '>'} ${sum}`;
        return fold(`WHEN ${sum} IS NULL OR ${wins} THEN ${value} ELSE ${sum}`);
      }
    }
  }

  /** With an order the rows up to the last peer, else all. */
  private frame(): string {
    const { rows, row } = this;
    if (this.keys.length === 0) return rows;
    const other = this.text.variables.take('other');
    const last = `last([${other} IN range(${row}, size(${rows}) - 1) WHERE ${this.arePeers(other, row)}])`;
    return `${rows}[0..${last} + 1]`;
  }

  private arePeers(one: string, other: string): string {
    const same = this.keys.map((key) => {
      const [a, b] = [`${this.rows}[${one}][${key}]`, `${this.rows}[${other}][${key}]`];
      return `coalesce(${a} = ${b}, ${a} IS NULL AND ${b} IS NULL)`;
    });
    return same.length > 0 ? same.join(' AND ') : 'true';
  }
}

function shownExpressions(query: SelectQuery): readonly Expression[] {
  return [...query.select, ...query.orderBy.map(({ expression }) => expression)];
}

function windowsIn(expression: Expression): readonly Window[] {
  return expression.kind === 'window'
    ? [expression]
    : expressionParts(expression).flatMap(windowsIn);
}
