import type { Aggregate, Expression, FieldReference, Literal, SelectQuery } from '@momq/dialect';
import { mapQuery } from '../../logical/visit-query.js';
import type { AskedQuestion } from './asked-question.js';
import { flagFields } from './flag-fields.js';

const one: Expression = { kind: 'literal', value: 1 };

/** True for a quotient of two values where the question asks for a share: what it is a share of is then no condition on all rows. */
export function isShare({ select }: SelectQuery, { question }: AskedQuestion): boolean {
  if (!/\b(?:percent|percentage|share|proportion|fraction)\b|%/i.test(question)) return false;
  return select.some(isQuotient);
}

function isQuotient(expression: Expression): boolean {
  if (expression.kind === 'cast') return isQuotient(expression.argument);
  if (expression.kind === 'call') return expression.arguments.some(isQuotient);
  if (expression.kind !== 'arithmetic') return false;
  const { operator, left, right } = expression;
  return (operator === '/' && right.kind !== 'literal') || isQuotient(left) || isQuotient(right);
}

/**
 * Shares of rows count rows: COUNT of a flag that every row has counts those that say yes (*percentage of customers who get the
 * newsletter* is not 100), and a part of COUNT(*) adds ones, not amounts.
 */
export function withAskedShare(query: SelectQuery, asked: AskedQuestion): SelectQuery {
  if (!isShare(query, asked)) return query;
  return mapQuery(query, {
    expression(each) {
      if (each.kind !== 'arithmetic' || each.operator !== '/' || !countsRows(each.right))
        return each;
      return { ...each, left: counting(each.left, asked) };
    },
  }) as SelectQuery;
}

function countsRows(expression: Expression): boolean {
  if (expression.kind === 'cast') return countsRows(expression.argument);
  if (expression.kind === 'call' && expression.function === 'nullif')
    return countsRows(expression.arguments[0]!);
  return (
    expression.kind === 'aggregate' &&
    expression.function === 'count' &&
    expression.argument.kind === 'star'
  );
}

/** The number of rows in place of what is divided, with its casts and factors. */
function counting(expression: Expression, asked: AskedQuestion): Expression {
  switch (expression.kind) {
    case 'cast':
      return { ...expression, argument: counting(expression.argument, asked) };
    case 'arithmetic':
      return {
        ...expression,
        left: counting(expression.left, asked),
        right: counting(expression.right, asked),
      };
    case 'aggregate':
      return countingAggregate(expression, asked);
    default:
      return expression;
  }
}

function countingAggregate(aggregate: Aggregate, asked: AskedQuestion): Aggregate {
  const { argument } = aggregate;
  if (aggregate.function === 'count' && argument.kind === 'field' && !aggregate.distinct) {
    const yes = yesOf(argument, asked);
    if (yes === undefined) return aggregate;
    const right: Literal = { kind: 'literal', value: yes };
    const when = { kind: 'compare', operator: '=', left: argument, right } as const;
    const otherwise: Expression = { kind: 'literal', value: 0 };
    return {
      ...aggregate,
      function: 'sum',
      argument: { kind: 'case', branches: [{ when, then: one }], otherwise },
    };
  }
  if (aggregate.function !== 'sum' || argument.kind !== 'case') return aggregate;
  const [branch, ...more] = argument.branches;
  if (branch === undefined || more.length > 0 || branch.then.kind === 'literal') return aggregate;
  return { ...aggregate, argument: { ...argument, branches: [{ ...branch, then: one }] } };
}

/** What a field says where it says yes; undefined for one that says anything else than yes or no. */
function yesOf(field: FieldReference, asked: AskedQuestion): Literal['value'] | undefined {
  const flag = flagFields(asked, [field.entity]).find((each) => each.field === field.field);
  if (flag !== undefined) return flag.yes;
  const known = asked.values(field);
  const isBit =
    known?.complete === true &&
    known.values.length > 0 &&
    known.values.every((value) => value === 0 || value === 1);
  return isBit ? 1 : undefined;
}
