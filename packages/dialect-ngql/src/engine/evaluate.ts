import {
  BadNull,
  GraphEdge,
  GraphNode,
  ValueSet,
  add,
  and,
  compared,
  distinct,
  divide,
  equals,
  isList,
  isMap,
  isNull,
  modulo,
  multiply,
  negate,
  not,
  or,
  subtract,
  typeOf,
  xor,
  DateTimeValue,
  DateValue,
  DurationValue,
  TimeValue,
  type GraphValue,
} from '@momq/graph-store';
import { isAggregate } from '../syntax/expression-parts.js';
import { expressionText } from '../syntax/expression-text.js';
import type { Expression, ExpressionOf } from '../syntax/syntax-tree.js';
import { queryError, unsupported } from './engine-error.js';
import { callFunction } from './functions.js';
import { hopProperty, nodeTagProperty } from './hop-values.js';
import { valueOf, withName, type Scope, type TableRow } from './scope.js';
import { castTo } from './type-casts.js';

/** The value of an expression. @throws QueryExecutionError for names that the scope lacks */
export function evaluate(expression: Expression, scope: Scope): GraphValue {
  if (isAggregate(expression)) {
    const value = scope.aggregates?.get(expression);
    if (value === undefined)
      throw queryError(`expected no aggregate here, got ${expressionText(expression)}`);
    return value;
  }
  switch (expression.kind) {
    case 'literal':
      return expression.value;
    case 'label': {
      const value = valueOf(scope.bindings, expression.name);
      if (value === undefined)
        throw queryError(`Alias used but not defined: \`${expression.name}'`);
      return value;
    }
    case 'variable':
      return parameter(expression.name, scope);
    case 'input':
      return column(scope.input, expression.name, '$-');
    case 'variable-column':
      return column(
        scope.variableRows?.get(expression.variable),
        expression.name,
        `$${expression.variable}`,
      );
    case 'end-property':
      return endProperty(expression, scope);
    case 'whole':
      return whole(expression.what, scope);
    case 'attribute':
      return attribute(expression, scope);
    case 'unary':
      return unary(expression, scope);
    case 'binary':
      return binary(expression, scope);
    case 'call':
      return callFunction(
        expression.name.toLowerCase(),
        expression.arguments.map((each) => evaluate(each, scope)),
        scope,
      );
    case 'list':
      return expression.items.map((item) => evaluate(item, scope));
    case 'set':
      return new ValueSet(distinct(expression.items.map((item) => evaluate(item, scope))));
    case 'map':
      return new Map(expression.entries.map(([key, value]) => [key, evaluate(value, scope)]));
    case 'subscript':
      return element(evaluate(expression.of, scope), evaluate(expression.index, scope));
    case 'slice':
      return slice(expression, scope);
    case 'case':
      return caseOf(expression, scope);
    case 'predicate':
      return predicate(expression, scope);
    case 'exists':
      return !isNull(evaluate(expression.operand, scope));
    case 'comprehension':
      return comprehension(expression, scope);
    case 'reduce':
      return reduce(expression, scope);
    case 'cast':
      return castTo(expression.type, evaluate(expression.operand, scope));
    case 'pattern':
      if (scope.paths === undefined) throw queryError('Not support pattern expression.');
      return scope.paths(expression, scope);
    case 'text-search':
      throw unsupported('a full-text search');
    case 'count-star':
      throw queryError('expected no aggregate here, got count(*)');
  }
}

/** The value of a condition: a pattern holds where it has a path. */
export function condition(expression: Expression, scope: Scope): GraphValue {
  const value = evaluate(expression, scope);
  return expression.kind === 'pattern' && isList(value) ? value.length > 0 : value;
}

/** True where a condition is. @throws QueryExecutionError where it is no truth value */
export function holds(expression: Expression | undefined, scope: Scope): boolean {
  if (expression === undefined) return true;
  const value = condition(expression, scope);
  if (value === true || value === false || isNull(value)) return value === true;
  throw queryError(
    `expected a condition, got a ${typeOf(value)}: \`${expressionText(expression)}'`,
  );
}

function parameter(name: string, scope: Scope): GraphValue {
  const value = valueOf(scope.bindings, `$${name}`) ?? scope.session.parameters.get(name);
  if (value === undefined) throw queryError(`Undefined parameters: ${name}`);
  return value;
}

function column(at: TableRow | undefined, name: string, of: string): GraphValue {
  if (at === undefined) throw queryError(`\`${of}.${name}', not exist prop \`${name}'`);
  const index = at.table.columns.indexOf(name);
  if (index < 0) throw queryError(`\`${of}.${name}', not exist prop \`${name}'`);
  return at.row[index]!;
}

function endProperty(expression: ExpressionOf<'end-property'>, scope: Scope): GraphValue {
  const { hop } = scope;
  if (hop === undefined) throw queryError(`expected a traversal for ${expression.side}, got none`);
  const node = expression.side === '$^' ? hop.source : hop.step.node;
  return nodeTagProperty(node, expression.tag, expression.name, BadNull.empty);
}

function whole(what: ExpressionOf<'whole'>['what'], scope: Scope): GraphValue {
  const { hop, vertex, wholes } = scope;
  const value =
    wholes?.get(what) ??
    (what === 'EDGE'
      ? hop?.step.edge
      : what === '$^'
        ? hop?.source
        : what === '$$'
          ? hop?.step.node
          : what === 'VERTEX'
            ? vertex
            : undefined);
  if (value === undefined) throw queryError(`expected something that has ${what}, got none`);
  return value;
}

function attribute(expression: ExpressionOf<'attribute'>, scope: Scope): GraphValue {
  const { of, name } = expression;
  if (of.kind === 'label' && valueOf(scope.bindings, of.name) === undefined) {
    const value = hopProperty(of.name, name, scope);
    if (value !== undefined) return value;
  }
  return member(evaluate(of, scope), name);
}

/** A property of a value, by name. */
export function member(value: GraphValue, name: string): GraphValue {
  if (isNull(value)) return value;
  if (isMap(value)) return value.get(name) ?? BadNull.unknownProperty;
  if (value instanceof GraphNode)
    return value.labels.get(name) ?? value.properties.get(name) ?? BadNull.unknownProperty;
  if (value instanceof GraphEdge) {
    if (name === '_src') return value.from.id;
    if (name === '_dst') return value.to.id;
    if (name === '_rank') return value.rank;
    if (name === '_type') return value.type;
    return value.properties.get(name) ?? BadNull.unknownProperty;
  }
  if (value instanceof DateValue || value instanceof TimeValue || value instanceof DateTimeValue)
    return temporalPart(value, name);
  if (value instanceof DurationValue) return durationPart(value, name);
  return BadNull.badType;
}

function temporalPart(value: DateValue | TimeValue | DateTimeValue, name: string): GraphValue {
  const date = value instanceof DateTimeValue ? value.date : value;
  const time = value instanceof DateTimeValue ? value.time : value;
  if (date instanceof DateValue && (name === 'year' || name === 'month' || name === 'day'))
    return BigInt(date[name]);
  if (
    time instanceof TimeValue &&
    (name === 'hour' || name === 'minute' || name === 'second' || name === 'microsecond')
  )
    return BigInt(time[name]);
  return BadNull.unknownProperty;
}

function durationPart(value: DurationValue, name: string): GraphValue {
  const seconds = value.microseconds / 1_000_000n;
  switch (name) {
    case 'months':
      return BigInt(value.months % 12);
    case 'years':
      return BigInt(Math.trunc(value.months / 12));
    case 'seconds':
      return seconds;
    case 'microseconds':
      return value.microseconds % 1_000_000n;
    default:
      return BadNull.unknownProperty;
  }
}

function unary(expression: ExpressionOf<'unary'>, scope: Scope): GraphValue {
  const { operator, operand } = expression;
  if (operator === '!') return not(condition(operand, scope));
  const value = evaluate(operand, scope);
  switch (operator) {
    case '-':
      return negate(value);
    case '+':
      return value;
    case 'IS NULL':
      return isNull(value) && value !== BadNull.empty;
    case 'IS NOT NULL':
      return !isNull(value) || value === BadNull.empty;
    case 'IS EMPTY':
      return value === BadNull.empty;
    case 'IS NOT EMPTY':
      return value !== BadNull.empty;
  }
}

function binary(expression: ExpressionOf<'binary'>, scope: Scope): GraphValue {
  const { operator } = expression;
  if (operator === 'AND')
    return and(condition(expression.left, scope), () => condition(expression.right, scope));
  if (operator === 'OR')
    return or(condition(expression.left, scope), () => condition(expression.right, scope));
  if (operator === 'XOR')
    return xor(condition(expression.left, scope), condition(expression.right, scope));
  const left = evaluate(expression.left, scope);
  const right = evaluate(expression.right, scope);
  switch (operator) {
    case '+':
      return add(left, right);
    case '-':
      return subtract(left, right);
    case '*':
      return multiply(left, right);
    case '/':
      return divide(left, right);
    case '%':
      return modulo(left, right);
    case '==':
      return equals(left, right);
    case '!=':
      return not(equals(left, right));
    case '<':
      return ordered(left, right, (order) => order < 0);
    case '<=':
      return ordered(left, right, (order) => order <= 0);
    case '>':
      return ordered(left, right, (order) => order > 0);
    case '>=':
      return ordered(left, right, (order) => order >= 0);
    case '=~':
      return matches(left, right);
    case 'IN':
      return isIn(left, right);
    case 'NOT IN':
      return not(isIn(left, right));
    case 'CONTAINS':
      return inText(left, right, (text, part) => text.includes(part));
    case 'NOT CONTAINS':
      return inText(left, right, (text, part) => !text.includes(part));
    case 'STARTS WITH':
      return inText(left, right, (text, part) => text.startsWith(part));
    case 'NOT STARTS WITH':
      return inText(left, right, (text, part) => !text.startsWith(part));
    case 'ENDS WITH':
      return inText(left, right, (text, part) => text.endsWith(part));
    case 'NOT ENDS WITH':
      return inText(left, right, (text, part) => !text.endsWith(part));
  }
}

function ordered(
  left: GraphValue,
  right: GraphValue,
  test: (order: number) => boolean,
): GraphValue {
  const order = compared(left, right);
  return typeof order === 'number' ? test(order) : order;
}

function matches(text: GraphValue, pattern: GraphValue): GraphValue {
  if (isNull(text) || isNull(pattern)) return null;
  if (typeof text !== 'string' || typeof pattern !== 'string') return BadNull.badType;
  try {
    return new RegExp(`^(?:${pattern})$`, 'su').test(text);
  } catch (error) {
    throw queryError(`expected a regular expression, got ${String(error)}`);
  }
}

function isIn(item: GraphValue, list: GraphValue): GraphValue {
  if (isNull(list)) return list === BadNull.empty ? list : null;
  const items = isList(list)
    ? list
    : list instanceof ValueSet
      ? list.items
      : isMap(list)
        ? [...list.keys()]
        : undefined;
  if (items === undefined) return BadNull.badType;
  let unknown = false;
  for (const each of items) {
    const same = equals(item, each);
    if (same === true) return true;
    if (same === null) unknown = true;
  }
  return unknown ? null : false;
}

function inText(
  text: GraphValue,
  part: GraphValue,
  test: (text: string, part: string) => boolean,
): GraphValue {
  if (isNull(text) || isNull(part)) return null;
  if (typeof text !== 'string' || typeof part !== 'string') return BadNull.badType;
  return test(text, part);
}

function element(of: GraphValue, index: GraphValue): GraphValue {
  if (isNull(of) || isNull(index)) return isNull(of) ? of : null;
  if (isList(of)) {
    if (typeof index !== 'bigint') return BadNull.badType;
    const place = index < 0n ? of.length + Number(index) : Number(index);
    return of[place] ?? BadNull.outOfRange;
  }
  if (typeof index !== 'string') return BadNull.badType;
  if (isMap(of)) return of.get(index) ?? BadNull.unknownProperty;
  return member(of, index);
}

function slice(expression: ExpressionOf<'slice'>, scope: Scope): GraphValue {
  const list = evaluate(expression.of, scope);
  const from = expression.from && evaluate(expression.from, scope);
  const to = expression.to && evaluate(expression.to, scope);
  if (isNull(list)) return null;
  if (!isList(list)) return BadNull.badType;
  if ((from !== undefined && isNull(from)) || (to !== undefined && isNull(to))) return null;
  const isWhole = (bound: GraphValue | undefined): bound is bigint | undefined =>
    bound === undefined || typeof bound === 'bigint';
  if (!isWhole(from) || !isWhole(to)) return BadNull.badType;
  const place = (bound: bigint | undefined, other: number): number =>
    bound === undefined
      ? other
      : bound < 0n
        ? Math.max(0, list.length + Number(bound))
        : Number(bound);
  const [first, last] = [place(from, 0), place(to, list.length)];
  return first < last ? list.slice(first, last) : [];
}

function caseOf(expression: ExpressionOf<'case'>, scope: Scope): GraphValue {
  const { subject, branches, otherwise, ternary } = expression;
  if (subject !== undefined) {
    const value = evaluate(subject, scope);
    for (const [when, then] of branches) {
      const other = evaluate(when, scope);
      if (equals(value, other) === true || (isNull(value) && isNull(other)))
        return evaluate(then, scope);
    }
  } else {
    for (const [when, then] of branches) {
      const value = condition(when, scope);
      if (value === true) return evaluate(then, scope);
      if (ternary && isNull(value)) return value;
    }
  }
  return otherwise === undefined ? null : evaluate(otherwise, scope);
}

function itemsOf(list: GraphValue): readonly GraphValue[] | null | BadNull {
  if (isList(list)) return list;
  if (list instanceof ValueSet) return list.items;
  return isNull(list) ? null : BadNull.badType;
}

function predicate(expression: ExpressionOf<'predicate'>, scope: Scope): GraphValue {
  const items = itemsOf(evaluate(expression.list, scope));
  if (items === null || items instanceof BadNull) return items;
  let unknown = false;
  let count = 0;
  for (const item of items) {
    scope.session.budget.step();
    const value = condition(expression.where, withName(scope, expression.name, item));
    if (value === true) count += 1;
    else if (isNull(value)) unknown = true;
    else if (expression.quantifier === 'all') return false;
  }
  switch (expression.quantifier) {
    case 'all':
      return unknown ? null : true;
    case 'any':
      return count > 0 ? true : unknown ? null : false;
    case 'none':
      return count > 0 ? false : unknown ? null : true;
    case 'single':
      return count > 1 ? false : unknown ? null : count === 1;
  }
}

function comprehension(expression: ExpressionOf<'comprehension'>, scope: Scope): GraphValue {
  const items = itemsOf(evaluate(expression.list, scope));
  if (items === null || items instanceof BadNull) return items;
  const made: GraphValue[] = [];
  for (const item of items) {
    scope.session.budget.step();
    const inner = withName(scope, expression.name, item);
    if (expression.where !== undefined && condition(expression.where, inner) !== true) continue;
    made.push(expression.map === undefined ? item : evaluate(expression.map, inner));
  }
  return made;
}

function reduce(expression: ExpressionOf<'reduce'>, scope: Scope): GraphValue {
  const items = itemsOf(evaluate(expression.list, scope));
  if (items === null || items instanceof BadNull) return items;
  let total = evaluate(expression.initial, scope);
  for (const item of items) {
    scope.session.budget.step();
    const inner = withName(withName(scope, expression.total, total), expression.name, item);
    total = evaluate(expression.step, inner);
  }
  return total;
}
