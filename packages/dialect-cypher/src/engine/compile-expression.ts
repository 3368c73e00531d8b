import { isNull, typeOf, type GraphValue } from '@momq/graph-store';
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
import { elementAt, propertyOf, sliceOf } from './members.js';
import { operations, opposite } from './operators.js';
import type { Expression, ExpressionOf } from './query-parts.js';
import type { Compiled, Row, Scope, StaticType } from './scope.js';
import { requireSize } from './value-size.js';
import { requireType, temporalTypes } from './static-type.js';

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
      return property(expression, scope);
    case 'index':
      return index(expression, scope);
    case 'slice':
      return slice(expression, scope);
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

const withProperties: readonly StaticType[] = ['node', 'edge', 'map', ...temporalTypes];

function property({ of, name }: ExpressionOf<'property'>, scope: Scope): Compiled {
  const { value, type } = compile(of, scope);
  if (['boolean', 'integer', 'float', 'string', 'list', 'path'].includes(type))
    requireType(type, withProperties, `the property ${name}`);
  return { value: (row) => propertyOf(value(row), name), type: 'any' };
}

function index({ of, index: at }: ExpressionOf<'index'>, scope: Scope): Compiled {
  const [from, by] = [compile(of, scope), compile(at, scope)];
  requireType(from.type, ['list', 'map', 'node', 'edge'], '[ ]');
  if (from.type === 'list') requireType(by.type, ['integer'], 'the index of a list');
  return { value: (row) => elementAt(from.value(row), by.value(row)), type: 'any' };
}

function slice(expression: ExpressionOf<'slice'>, scope: Scope): Compiled {
  const of = compile(expression.of, scope);
  requireType(of.type, ['list'], '[ .. ]');
  const low = expression.low && compile(expression.low, scope).value;
  const high = expression.high && compile(expression.high, scope).value;
  const most = 2n ** 53n;
  return {
    value: (row) => sliceOf(of.value(row), low ? low(row) : 0n, high ? high(row) : most),
    type: 'list',
  };
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

function binary({ operator, left, right }: ExpressionOf<'binary'>, scope: Scope): Compiled {
  if (operator === 'AND' || operator === 'OR' || operator === 'XOR')
    return compileLogic(operator, [left, right], scope);
  const [first, second] = [compile(left, scope), compile(right, scope)];
  if (operator === 'IN') requireType(second.type, ['list'], 'IN');
  const operation = operations[operator]!;
  const { budget } = scope.session;
  const grows = operator === '+' || operator === '||';
  const value = (row: Row): GraphValue => {
    const made = operation(first.value(row), second.value(row));
    if (grows) requireSize(made, budget);
    return made;
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
