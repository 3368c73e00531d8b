import { isList, isNull, typeOf, type GraphValue } from '@momq/graph-store';
import { compileIndex, compileProperty, compileSlice } from './compile-access.js';
import { compileAggregate } from './compile-aggregate.js';
import { compileCall } from './compile-call.js';
import { compileCondition } from './compilers.js';
import { compileComprehension, compileQuantifier, compileReduce } from './compile-list.js';
import { compileMapProjection } from './compile-map-projection.js';
import { compilePattern, compilePatternComprehension } from './compile-pattern.js';
import { compileSubquery } from './compile-subquery.js';
import { queryError } from './engine-error.js';
import { expressionKey, isAggregate } from './expression-parts.js';
import { labelTest } from './label-test.js';
import { compileLogic } from './logic.js';
import { operations, opposite } from './operators.js';
import type { Expression, ExpressionOf } from './query-parts.js';
import type { Compiled, Row, Scope, StaticType } from './scope.js';
import { requireSize } from './value-size.js';
import { requireType } from './static-type.js';

/** Makes an expression ready to run on the rows of a scope. @throws QueryExecutionError for what can have no value there */
export function compile(expression: Expression, scope: Scope): Compiled {
  const known = scope.known?.get(expressionKey(expression));
  if (known !== undefined) return ofSlot(known.slot, known.type);
  if (isAggregate(expression)) return compileAggregate(expression, scope);
  switch (expression.kind) {
    case 'literal': {
      const { value } = expression;
      return { value: () => value, type: typeOf(value) };
    }
    case 'parameter':
      return parameter(expression.name, scope);
    case 'variable': {
      const { slot, type } = scope.variable(expression.name);
      return ofSlot(slot, type);
    }
    case 'property':
      return compileProperty(expression, scope);
    case 'index':
      return compileIndex(expression, scope);
    case 'slice':
      return compileSlice(expression, scope);
    case 'list': {
      const items = expression.items.map((item) => compile(item, scope).value);
      return { value: (row) => items.map((item) => item(row)), type: 'list' };
    }
    case 'map':
      return map(expression, scope);
    case 'projection':
      return compileMapProjection(expression, scope);
    case 'unary':
      return unary(expression, scope);
    case 'binary':
      return binary(expression, scope);
    case 'is-null': {
      const { value } = compile(expression.operand, scope);
      const { negated } = expression;
      return { value: (row) => isNull(value(row)) !== negated, type: 'boolean' };
    }
    case 'has-labels': {
      const { value, type } = compile(expression.operand, scope);
      requireType(type, ['node', 'edge'], 'a label');
      const test = labelTest(expression.labels);
      return { value: (row) => test(value(row)), type: 'boolean' };
    }
    case 'call':
      return compileCall(expression, scope);
    case 'case':
      return branches(expression, scope);
    case 'comprehension':
      return compileComprehension(expression, scope);
    case 'pattern-comprehension':
      return compilePatternComprehension(expression, scope);
    case 'reduce':
      return compileReduce(expression, scope);
    case 'quantifier':
      return compileQuantifier(expression, scope);
    case 'pattern':
      return compilePattern(expression, scope);
    case 'subquery':
      return compileSubquery(expression, scope);
    case 'count-star':
      return compileAggregate(expression, scope);
  }
}

function ofSlot(slot: number, type: StaticType): Compiled {
  return { value: (row) => row[slot] ?? null, type };
}

function parameter(name: string, { session }: Scope): Compiled {
  const value = session.parameters.get(name);
  if (value === undefined)
    throw queryError(`expected a value for the parameter $${name}, got none`);
  return { value: () => value, type: typeOf(value) };
}

function map({ entries }: ExpressionOf<'map'>, scope: Scope): Compiled {
  const values = entries.map(([key, value]) => [key, compile(value, scope).value] as const);
  return {
    value: (row) => new Map(values.map(([key, value]) => [key, value(row)])),
    type: 'map',
  };
}

function unary({ operator, operand }: ExpressionOf<'unary'>, scope: Scope): Compiled {
  if (operator === 'NOT') return compileLogic('NOT', [operand], scope);
  const { value, type } = compile(operand, scope);
  requireType(type, ['integer', 'float', 'duration'], operator);
  return operator === '+' ? { value, type } : { value: (row) => opposite(value(row)), type };
}

function binary(expression: ExpressionOf<'binary'>, scope: Scope): Compiled {
  const { operator, left, right } = expression;
  if (operator === 'AND' || operator === 'OR' || operator === 'XOR')
    return compileLogic(operator, [left, right], scope);
  const [first, second] = [compile(left, scope), compile(right, scope)];
  if (operator === 'IN') requireType(second.type, ['list'], 'IN');
  const operation = operations[operator]!;
  const { budget } = scope.session;
  const grows = operator === '+' || operator === '||';
  const sized = (left: GraphValue, right: GraphValue): GraphValue => {
    const made = operation(left, right);
    requireSize(made, budget);
    return made;
  };
  const value = (row: Row): GraphValue => {
    const [one, other] = [first.value(row), second.value(row)];
    if (!grows) return operation(one, other);
    // A list counts as held, and that once.
    return isList(one) || isList(other)
      ? budget.turns.once(expression, () => sized(one, other))
      : sized(one, other);
  };
  return { value, type: resultOf(operator, first.type, second.type) };
}

function resultOf(operator: string, left: StaticType, right: StaticType): StaticType {
  if ('+-*/%^||'.includes(operator)) return left === right && left !== 'integer' ? left : 'any';
  return 'boolean';
}

function branches({ branches: all, otherwise }: ExpressionOf<'case'>, scope: Scope): Compiled {
  const tests = all.map(
    ({ when, then }) => [compileCondition(when, scope).value, compile(then, scope).value] as const,
  );
  const last = otherwise && compile(otherwise, scope).value;
  const value = (row: Row): GraphValue => {
    for (const [when, then] of tests) if (when(row) === true) return then(row);
    return last ? last(row) : null;
  };
  return { value, type: 'any' };
}
