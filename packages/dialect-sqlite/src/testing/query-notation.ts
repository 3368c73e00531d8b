import type { Condition, Expression, Join, LogicalQuery, OrderKey, Source } from '@momq/dialect';

/**
 * A logical query in a short notation for tests: `Person1.name` is the field of the second use, `$0.1` the second column
 * of the first derived source, `^` stands for one query further out, texts are in double quotes.
 */
export function notation(query: LogicalQuery): string {
  if (query.kind === 'set') {
    const word = query.all ? `${query.operator} all` : query.operator;
    return `(${notation(query.left)}) ${word} (${notation(query.right)})${ending(query)}`;
  }
  const { distinct, select, from, where, groupBy, having } = query;
  return [
    `select ${distinct ? 'distinct ' : ''}${select.map(write).join(', ')}`,
    ...(from.length > 0 ? [` from ${from.map(source).join('')}`] : []),
    ...(where ? [` where ${test(where)}`] : []),
    ...(groupBy.length > 0 ? [` group by ${groupBy.map(write).join(', ')}`] : []),
    ...(having ? [` having ${test(having)}`] : []),
    ending(query),
  ].join('');
}

function ending({ orderBy = [], limit, offset }: LogicalQuery): string {
  return [
    ...(orderBy.length > 0 ? [` order by ${orderBy.map(key).join(', ')}`] : []),
    ...(limit === undefined ? [] : [` limit ${limit}`]),
    ...(offset === undefined ? [] : [` offset ${offset}`]),
  ].join('');
}

function key({ expression, descending, nulls }: OrderKey): string {
  return `${write(expression)}${descending ? ' desc' : ''}${nulls ? ` nulls ${nulls}` : ''}`;
}

function source(each: Source): string {
  const { join } = each;
  const what =
    each.kind === 'derived' ? `(${notation(each.query)})` : use(each.entity, each.instance);
  return join === undefined ? what : joined(join, what);
}

function joined(join: Join, what: string): string {
  if (join.kind === 'cross') return ` cross ${what}`;
  const word = join.optional ? ' left join' : ' join';
  if (join.kind === 'link') return `${word} ${what} along ${join.link}`;
  const on =
    join.kind === 'fields'
      ? `${write(join.left)} = ${write(join.right)}`
      : `(${test(join.condition)})`;
  return `${word} ${what} on ${on}`;
}

function use(entity: string, instance: number): string {
  return instance === 0 ? entity : `${entity}${instance}`;
}

function list(expressions: readonly Expression[]): string {
  return expressions.map(write).join(', ');
}

function write(expression: Expression): string {
  switch (expression.kind) {
    case 'field':
      return `${'^'.repeat(expression.outer ?? 0)}${use(expression.entity, expression.instance)}.${expression.field}`;
    case 'column':
      return `${'^'.repeat(expression.outer ?? 0)}$${expression.source}.${expression.column}`;
    case 'star':
      return '*';
    case 'literal':
      return JSON.stringify(expression.value);
    case 'aggregate':
      return `${expression.function}(${expression.distinct ? 'distinct ' : ''}${write(expression.argument)})`;
    case 'arithmetic':
      return `(${write(expression.left)} ${expression.operator} ${write(expression.right)})`;
    case 'call':
      return `${expression.function}(${[...(expression.unit ? [expression.unit] : []), ...expression.arguments.map(write)].join(', ')})`;
    case 'cast':
      return `cast(${write(expression.argument)} as ${expression.type})`;
    case 'case': {
      const branches = expression.branches.map(
        ({ when, then }) => ` when ${test(when)} then ${write(then)}`,
      );
      const otherwise = expression.otherwise ? ` else ${write(expression.otherwise)}` : '';
      return `case${branches.join('')}${otherwise} end`;
    }
    case 'window': {
      const { argument, offset, partitionBy, orderBy } = expression;
      const given = [...(argument ? [write(argument)] : []), ...(offset ? [offset] : [])];
      const over = [
        ...(partitionBy.length > 0 ? [`partition by ${list(partitionBy)}`] : []),
        ...(orderBy.length > 0 ? [`order by ${orderBy.map(key).join(', ')}`] : []),
      ];
      return `${expression.function}(${given.join(', ')}) over (${over.join(' ')})`;
    }
    case 'subquery':
      return `(${notation(expression.query)})`;
  }
}

function test(condition: Condition): string {
  switch (condition.kind) {
    case 'and':
    case 'or':
      return `(${condition.conditions.map(test).join(` ${condition.kind} `)})`;
    case 'compare':
      return `${write(condition.left)} ${condition.operator} ${write(condition.right)}`;
    case 'between':
      return `${write(condition.value)} ${condition.negated ? 'not ' : ''}between ${write(condition.low)} and ${write(condition.high)}`;
    case 'in':
      return `${write(condition.value)} ${condition.negated ? 'not ' : ''}in (${list(condition.set)})`;
    case 'null':
      return `${write(condition.value)} is ${condition.negated ? 'not ' : ''}null`;
    case 'exists':
      return `${condition.negated ? 'not ' : ''}exists (${notation(condition.query)})`;
  }
}
