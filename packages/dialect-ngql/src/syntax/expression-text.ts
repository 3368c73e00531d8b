import type { EdgePattern, Expression, NodePattern, PathPattern } from './syntax-tree.js';

/** An expression as NebulaGraph writes it, which is the name of a column without an alias. */
export function expressionText(expression: Expression): string {
  const list = (items: readonly Expression[]): string => items.map(expressionText).join(',');
  switch (expression.kind) {
    case 'literal':
      return literalText(expression.value);
    case 'label':
      return expression.name;
    case 'variable':
      return `$${expression.name}`;
    case 'input':
      return `$-.${expression.name}`;
    case 'variable-column':
      return `$${expression.variable}.${expression.name}`;
    case 'end-property':
      return `${expression.side}.${expression.tag}.${expression.name}`;
    case 'whole':
      return expression.what;
    case 'attribute':
      return `${expressionText(expression.of)}.${expression.name}`;
    case 'unary':
      return unaryText(expression.operator, expressionText(expression.operand));
    case 'binary':
      return `(${expressionText(expression.left)}${binaryText(expression.operator)}${expressionText(expression.right)})`;
    case 'call':
      return `${expression.name}(${expression.distinct ? 'distinct ' : ''}${list(expression.arguments)})`;
    case 'count-star':
      return `${expression.name}(${expression.distinct ? 'distinct ' : ''}*)`;
    case 'list':
      return `[${list(expression.items)}]`;
    case 'set':
      return `{${list(expression.items)}}`;
    case 'map':
      return `{${expression.entries.map(([key, value]) => `${key}:${expressionText(value)}`).join(',')}}`;
    case 'subscript':
      return `${expressionText(expression.of)}[${expressionText(expression.index)}]`;
    case 'slice': {
      const { of, from, to } = expression;
      return `${expressionText(of)}[${from ? expressionText(from) : ''}..${to ? expressionText(to) : ''}]`;
    }
    case 'case':
      return caseText(expression);
    case 'predicate':
      return `${expression.quantifier}(${expression.name} IN ${expressionText(expression.list)} WHERE ${expressionText(expression.where)})`;
    case 'exists':
      return `exists(${expressionText(expression.operand)})`;
    case 'comprehension': {
      const { name, list: items, where, map } = expression;
      return `[${name} IN ${expressionText(items)}${where ? ` WHERE ${expressionText(where)}` : ''}${map ? ` | ${expressionText(map)}` : ''}]`;
    }
    case 'reduce': {
      const { total, initial, name, list: items, step } = expression;
      return `reduce(${total} = ${expressionText(initial)}, ${name} IN ${expressionText(items)} | ${expressionText(step)})`;
    }
    case 'cast':
      return `(${expression.type})${expressionText(expression.operand)}`;
    case 'pattern':
      return pathText(expression.path);
    case 'text-search':
      return `${expression.name}(${list(expression.arguments)})`;
  }
}

function literalText(value: string | number | bigint | boolean | null): string {
  if (value === null) return 'NULL';
  return typeof value === 'string' ? JSON.stringify(value) : String(value);
}

function unaryText(operator: string, operand: string): string {
  return /^[A-Z]/.test(operator) ? `${operand} ${operator}` : `${operator}(${operand})`;
}

function binaryText(operator: string): string {
  return /^[A-Z]/.test(operator) ? ` ${operator} ` : operator;
}

function caseText(expression: Expression & { kind: 'case' }): string {
  const { subject, branches, otherwise, ternary } = expression;
  if (ternary) {
    const [[when, then] = []] = branches;
    return `(${when ? expressionText(when) : ''} ? ${then ? expressionText(then) : ''} : ${otherwise ? expressionText(otherwise) : ''})`;
  }
  const written = branches.map(
    ([when, then]) => ` WHEN ${expressionText(when)} THEN ${expressionText(then)}`,
  );
  return `CASE${subject ? ` ${expressionText(subject)}` : ''}${written.join('')}${otherwise ? ` ELSE ${expressionText(otherwise)}` : ''} END`;
}

/** A path as it is written. */
export function pathText({ nodes, edges }: PathPattern): string {
  return nodes
    .map((node, index) => `${index > 0 ? edgeText(edges[index - 1]!) : ''}${nodeText(node)}`)
    .join('');
}

function nodeText({ name, labels, properties }: NodePattern): string {
  const tags = labels.map(
    (label) => `:${label.name}${label.properties ? expressionText(label.properties) : ''}`,
  );
  return `(${name}${tags.join('')}${properties ? expressionText(properties) : ''})`;
}

function edgeText({ name, types, direction, range, properties }: EdgePattern): string {
  const steps = range ? `*${range.least}..${range.most === Infinity ? '' : range.most}` : '';
  const inside = `${name}${types.length > 0 ? `:${types.join('|:')}` : ''}${steps}${properties ? expressionText(properties) : ''}`;
  const body = inside === '' ? '' : `[${inside}]`;
  return `${direction === 'in' ? '<' : ''}-${body}-${direction === 'out' ? '>' : ''}`;
}
