import type {
  Aggregate,
  Case,
  ColumnReference,
  Condition,
  Expression,
  FieldReference,
  FunctionCall,
  LogicalQuery,
  OrderKey,
  Window,
} from '@momq/dialect';
import { argumentCounts, functionCatalogue } from './function-catalogue.js';
import type { LiteralUse } from './literal-items.js';
import { unknownKind } from './map-parts.js';
import { queryWords, type QueryWord } from './query-words.js';
import { TokenSink, unwritable } from './token-sink.js';

/** The last column that a token can point at. */
const lastColumn = 10;

/** Writes expressions as tokens; the grammar is that of `linearise`. */
export abstract class ExpressionWriter extends TokenSink {
  /** @param nested - inside another condition, so that OR needs parentheses */
  abstract condition(condition: Condition, nested: boolean): void;
  abstract query(query: LogicalQuery): void;

  expression(expression: Expression, use: LiteralUse = {}): void {
    switch (expression.kind) {
      case 'field':
        return this.field(expression);
      case 'column':
        return this.#column(expression);
      case 'star':
        return this.word('*');
      case 'literal':
        return this.literal(expression, use);
      case 'aggregate':
        return this.#aggregate(expression);
      case 'arithmetic':
        this.word(expression.operator === '*' ? 'times' : expression.operator);
        this.expression(expression.left);
        return this.expression(expression.right);
      case 'call':
        return this.#call(expression);
      case 'cast':
        this.word(`cast ${expression.type}`);
        return this.expression(expression.argument);
      case 'case':
        return this.#case(expression);
      case 'window':
        return this.#window(expression);
      case 'subquery':
        return this.subquery(expression.query);
      default:
        return unknownKind(expression);
    }
  }

  field({ entity, field, instance, outer }: Omit<FieldReference, 'kind'>): void {
    this.repeat('outer', outer ?? 0);
    this.repeat('other', instance);
    this.item({ kind: 'field', entity, field });
  }

  subquery(query: LogicalQuery): void {
    this.word('(');
    this.query(query);
    this.word(')');
  }

  keys(orderBy: readonly OrderKey[]): void {
    if (orderBy.length > 0) this.word('order');
    for (const { expression, descending, nulls } of orderBy) {
      this.expression(expression);
      if (descending) this.word('desc');
      if (nulls !== undefined) this.word(`nulls ${nulls}`);
    }
  }

  /** A number of rows. "The oldest" says 1 without a number in the question: always the word. */
  rowCount(value: number): void {
    if (value === 1) this.word('1');
    else this.literal({ kind: 'literal', value }, {});
  }

  #column({ source, column, outer }: ColumnReference): void {
    if (column > lastColumn) unwritable(`column ${column} of a subquery`);
    this.repeat('outer', outer ?? 0);
    this.repeat('other', source);
    this.word('column');
    this.word(String(column) as QueryWord);
  }

  #aggregate({ function: name, distinct, argument }: Aggregate): void {
    if (name === 'count' && argument.kind === 'star') return this.word('count*');
    this.word(name);
    if (distinct) this.word('distinct');
    this.expression(argument);
  }

  #call({ function: name, unit, arguments: given }: FunctionCall): void {
    const { min, max } = argumentCounts(name);
    const takesUnit = functionCatalogue[name].unit === true;
    if (given.length < min || given.length > max || takesUnit !== (unit !== undefined))
      unwritable(`${name} of ${given.length} arguments`);
    this.word(name);
    if (unit !== undefined) this.word(unit);
    this.repeat('more', given.length - min);
    given.forEach((argument) => this.expression(argument));
  }

  #case({ branches, otherwise }: Case): void {
    branches.forEach(({ when, then }, index) => {
      this.word(index === 0 ? 'case' : 'when');
      this.condition(when, false);
      this.word('then');
      this.expression(then);
    });
    this.word('else');
    this.expression(otherwise ?? { kind: 'literal', value: null });
  }

  #window({ function: name, argument, offset, partitionBy, orderBy }: Window): void {
    this.word('over');
    if (argument?.kind === 'star')
      this.word(name === 'count' ? 'count*' : unwritable(`${name}(*)`));
    else this.word(queryWords.find((word) => word === name) ?? unwritable(name));
    if (offset !== undefined) {
      this.word('offset');
      this.rowCount(offset);
    }
    if (argument !== undefined && argument.kind !== 'star') this.expression(argument);
    if (partitionBy.length > 0) this.word('partition');
    partitionBy.forEach((key) => this.expression(key));
    this.keys(orderBy);
    this.word(')');
  }
}
