import type { Aggregate, Expression, FunctionCall, Literal, Window } from '@momq/dialect';
import { derivedScope, fieldWords, listed, nameWords } from './phrase-scope.js';
import type { PhraseScope } from './phrase-scope.js';

const operators = { '+': 'plus', '-': 'minus', '*': 'times', '/': 'divided by' } as const;
const aggregates = { sum: 'total', avg: 'average', min: 'lowest', max: 'highest' } as const;
const parts: ReadonlySet<string> = new Set([
  'year',
  'quarter',
  'month',
  'week',
  'weekday',
  'day',
  'hour',
  'minute',
  'second',
  'length',
]);

/** An expression in words, without an article where it is a field. */
export function expressionPhrase(expression: Expression, scope: PhraseScope): string {
  switch (expression.kind) {
    case 'field':
      return fieldWords(expression, scope);
    case 'column': {
      const derived = derivedScope(expression.source, scope);
      const column = derived?.query.select[expression.column];
      if (derived === undefined || column === undefined) return `column ${expression.column + 1}`;
      return expressionPhrase(column, derived);
    }
    case 'star':
      return 'everything';
    case 'literal':
      return literalPhrase(expression);
    case 'aggregate':
      return aggregatePhrase(expression, scope);
    case 'arithmetic': {
      const side = (part: Expression): string =>
        part.kind === 'arithmetic'
          ? `(${expressionPhrase(part, scope)})`
          : expressionPhrase(part, scope);
      return `${side(expression.left)} ${operators[expression.operator]} ${side(expression.right)}`;
    }
    case 'call':
      return callPhrase(expression, scope);
    case 'cast':
      return `${expressionPhrase(expression.argument, scope)} as ${expression.type}`;
    case 'case': {
      const branches = expression.branches.map(
        ({ when, then }) =>
          `${expressionPhrase(then, scope)} where ${scope.phrases.condition(when, scope)}`,
      );
      const { otherwise } = expression;
      const rest =
        otherwise === undefined ? [] : [`otherwise ${expressionPhrase(otherwise, scope)}`];
      return [...branches, ...rest].join(', ');
    }
    case 'window':
      return windowPhrase(expression, scope);
    case 'subquery':
      return scope.phrases.query(expression.query, scope.phrases, scope);
  }
}

/** A constant: text in quotes, the rest as it is. */
export function literalPhrase({ value }: Literal): string {
  return typeof value === 'string' ? `“${value}”` : value === null ? 'nothing' : String(value);
}

function aggregatePhrase(
  { function: name, distinct, argument }: Aggregate,
  scope: PhraseScope,
): string {
  const different = distinct ? 'different ' : '';
  if (name !== 'count')
    return `the ${aggregates[name]} ${different}${expressionPhrase(argument, scope)}`;
  if (argument.kind !== 'star')
    return `the number of ${different}${distinct ? '' : 'known '}${expressionPhrase(argument, scope)}`;
  const [only, ...others] = scope.query.from;
  const counted =
    only === undefined || others.length > 0 || only.kind === 'derived'
      ? 'rows'
      : nameWords(only.entity);
  return `the number of ${counted}`;
}

function callPhrase(call: FunctionCall, scope: PhraseScope): string {
  const given = call.arguments.map((argument) => expressionPhrase(argument, scope));
  const [first = '', second = '', third = ''] = given;
  const name = call.function;
  const { unit = 'day' } = call;
  if (parts.has(name)) return `the ${name} of ${first}`;
  switch (name) {
    case 'now':
    case 'today':
      return name;
    case 'lower':
    case 'upper':
      return `${first} in ${name} case`;
    case 'round':
      return second === '' ? `${first}, rounded` : `${first}, rounded to ${second} places`;
    case 'coalesce':
      return given.join(', or else ');
    case 'difference':
      return `the ${unit}s between ${first} and ${second}`;
    case 'add':
      return `${first} plus ${second} ${unit}s`;
    case 'truncate':
      return `the ${unit} of ${first}`;
    case 'mod':
      return `the rest of ${first} divided by ${second}`;
    case 'substring':
      return third === ''
        ? `${first} from character ${second}`
        : `${third} characters of ${first} from character ${second}`;
    case 'concat':
      return listed(given, 'then');
    default:
      return `${nameWords(name)} of ${listed(given)}`;
  }
}

const windows = {
  row_number: 'the number in the order',
  rank: 'the rank',
  dense_rank: 'the rank without gaps',
} as const;

function windowPhrase(window: Window, scope: PhraseScope): string {
  const { function: name, argument, partitionBy, orderBy } = window;
  const of = argument === undefined ? '' : ` ${expressionPhrase(argument, scope)}`;
  const what =
    name in windows
      ? windows[name as keyof typeof windows]
      : name === 'lag'
        ? `the previous${of}`
        : name === 'lead'
          ? `the next${of}`
          : name === 'count'
            ? 'the number of rows'
            : `the ${aggregates[name as keyof typeof aggregates]}${of}`;
  const keys = orderBy.map(
    ({ expression, descending }) =>
      `${expressionPhrase(expression, scope)}${descending ? ' (highest first)' : ''}`,
  );
  const by = keys.length === 0 ? '' : ` by ${listed(keys)}`;
  const within =
    partitionBy.length === 0
      ? ''
      : ` within each ${listed(partitionBy.map((key) => expressionPhrase(key, scope)))}`;
  return `${what}${by}${within}`;
}
