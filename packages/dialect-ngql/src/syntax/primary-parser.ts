import { parseCall } from './call-parser.js';
import { parsePath } from './pattern-parser.js';
import type { Expression } from './syntax-tree.js';
import type { Token } from './token.js';
import type { TokenReader } from './token-reader.js';

/** What reads an expression of any kind. */
export type ExpressionReader = (reader: TokenReader) => Expression;

/** Types that a cast may name. */
const castTypes = new Set([
  'BOOL', 'INT8', 'INT16', 'INT32', 'INT64', 'INT', 'FLOAT', 'DOUBLE', 'STRING', 'TIMESTAMP', 'DATE', 'TIME', 'DATETIME', 'DURATION',
]); // prettier-ignore

/** A value with the subscripts and properties behind it. `operand` reads what a sign or a cast stands before. */
export function primary(
  reader: TokenReader,
  expression: ExpressionReader,
  operand: ExpressionReader,
): Expression {
  const { start } = reader.peek();
  const isBare = isConstant(reader.peek());
  let value = atom(reader, expression, operand);
  for (;;) {
    if (reader.seesSymbol('[') && !isBare) {
      value = subscript(reader, value, expression, start);
    } else if (reader.seesSymbol('.') && !isBare) {
      reader.next();
      const name = propertyName(reader);
      value = reader.built({ kind: 'attribute', of: value, name, start, end: reader.lastEnd }, [
        value,
      ]);
    } else return value;
  }
}

/** NebulaGraph takes no property or element of a constant that is not in parentheses. */
function isConstant({ kind, word }: Token): boolean {
  return ['string', 'integer', 'float'].includes(kind) || ['TRUE', 'FALSE', 'NULL'].includes(word);
}

function propertyName(reader: TokenReader): string {
  if (reader.peek().kind === 'word' && reader.peek().text.startsWith('_'))
    return reader.next().text;
  return reader.name('a property');
}

function subscript(
  reader: TokenReader,
  of: Expression,
  expression: ExpressionReader,
  start: number,
): Expression {
  reader.expectSymbol('[');
  const from = reader.seesSymbol('..') ? undefined : expression(reader);
  if (from !== undefined && reader.takesSymbol(']'))
    return reader.built({ kind: 'subscript', of, index: from, start, end: reader.lastEnd }, [
      of,
      from,
    ]);
  reader.expectSymbol('..');
  const to = reader.seesSymbol(']') ? undefined : expression(reader);
  if (from === undefined && to === undefined) throw reader.error('an end of the range');
  reader.expectSymbol(']');
  return reader.built(
    {
      kind: 'slice',
      of,
      ...(from && { from }),
      ...(to && { to }),
      start,
      end: reader.lastEnd,
    },
    [of, ...(from ? [from] : []), ...(to ? [to] : [])],
  );
}

function atom(
  reader: TokenReader,
  expression: ExpressionReader,
  operand: ExpressionReader,
): Expression {
  const token = reader.peek();
  const { start } = token;
  const made = (rest: object): Expression =>
    ({ ...rest, start, end: reader.lastEnd }) as Expression;
  switch (token.kind) {
    case 'integer':
      return made({ kind: 'literal', value: reader.integer() });
    case 'float':
      reader.next();
      if (!Number.isFinite(Number(token.text)))
        throw reader.errorAt(
          start,
          'Out of range: expected a number that a double can hold, got one beyond',
        );
      return made({ kind: 'literal', value: Number(token.text) });
    case 'string':
      reader.next();
      return made({ kind: 'literal', value: token.text });
    case 'variable':
      return variable(reader);
    case 'reference':
      return reference(reader);
    case 'quoted':
    case 'word':
      return word(reader, expression);
    case 'symbol':
      if (token.text === '(') return parenthesised(reader, expression, operand);
      if (token.text === '[') return listOf(reader, expression);
      if (token.text === '{') return braces(reader, expression);
      throw reader.error('an expression');
    case 'end':
      throw reader.error('an expression');
  }
}

function variable(reader: TokenReader): Expression {
  const { start, text: name } = reader.next();
  if (reader.seesSymbol('.') && reader.seesSymbol('*', 1)) {
    reader.next();
    reader.next();
    return { kind: 'variable-column', variable: name, name: '*', start, end: reader.lastEnd };
  }
  if (reader.seesSymbol('.') && reader.seesName(1)) {
    reader.next();
    const column = reader.next().text;
    return { kind: 'variable-column', variable: name, name: column, start, end: reader.lastEnd };
  }
  return { kind: 'variable', name, start, end: reader.lastEnd };
}

function reference(reader: TokenReader): Expression {
  const { start, text } = reader.next();
  if (text === '$-') {
    if (!reader.takesSymbol('.')) throw reader.error('. and a column');
    const name = reader.takesSymbol('*') ? '*' : reader.name('a column');
    return { kind: 'input', name, start, end: reader.lastEnd };
  }
  const side = text as '$^' | '$$';
  reader.expectSymbol('.');
  const tag = reader.name('a tag');
  reader.expectSymbol('.');
  const name = reader.name('a property');
  return { kind: 'end-property', side, tag, name, start, end: reader.lastEnd };
}

function word(reader: TokenReader, expression: ExpressionReader): Expression {
  const { start } = reader.peek();
  const constants: Readonly<Record<string, boolean | null>> = {
    TRUE: true,
    FALSE: false,
    NULL: null,
  };
  const { word: upper } = reader.peek();
  if (Object.hasOwn(constants, upper)) {
    reader.next();
    return { kind: 'literal', value: constants[upper]!, start, end: reader.lastEnd };
  }
  if (upper === 'CASE') return caseOf(reader, expression);
  if (upper === 'LIST' && reader.seesSymbol('[', 1)) {
    reader.next();
    return listOf(reader, expression, true);
  }
  if ((upper === 'SET' || upper === 'MAP') && reader.seesSymbol('{', 1)) {
    reader.next();
    const made = braces(reader, expression, true);
    if (upper === 'SET' && made.kind === 'map' && made.entries.length === 0)
      return { kind: 'set', items: [], start, end: reader.lastEnd };
    if (made.kind !== upper.toLowerCase())
      throw reader.errorAt(start, `expected a ${upper}, got another collection`);
    return made;
  }
  const call = parseCall(reader, expression);
  if (call !== undefined) return call;
  const name = reader.name('an expression');
  return { kind: 'label', name, start, end: reader.lastEnd };
}

function caseOf(reader: TokenReader, expression: ExpressionReader): Expression {
  const { start } = reader.next();
  const subject = reader.sees('WHEN') ? undefined : expression(reader);
  const branches: [Expression, Expression][] = [];
  while (reader.takes('WHEN')) {
    const when = expression(reader);
    reader.expectWord('THEN');
    branches.push([when, expression(reader)]);
  }
  if (branches.length === 0) throw reader.error('WHEN');
  const otherwise = reader.takes('ELSE') ? expression(reader) : undefined;
  reader.expectWord('END');
  return reader.built(
    {
      kind: 'case',
      ...(subject && { subject }),
      branches,
      ...(otherwise && { otherwise }),
      ternary: false,
      start,
      end: reader.lastEnd,
    },
    [...(subject ? [subject] : []), ...branches.flat(), ...(otherwise ? [otherwise] : [])],
  );
}

function parenthesised(
  reader: TokenReader,
  expression: ExpressionReader,
  operand: ExpressionReader,
): Expression {
  const { start } = reader.peek();
  const type = reader.peek(1).word;
  if (castTypes.has(type) && reader.seesSymbol(')', 2)) {
    for (let taken = 0; taken < 3; taken += 1) reader.next();
    const value = reader.nested(() => operand(reader));
    return reader.built({ kind: 'cast', type, operand: value, start, end: reader.lastEnd }, [
      value,
    ]);
  }
  const path = reader.attempt(() => {
    const found = parsePath(reader, expression);
    return found.edges.length > 0 ? found : undefined;
  }, reader.pathless);
  if (path !== undefined) return { kind: 'pattern', path, start, end: reader.lastEnd };
  reader.expectSymbol('(');
  const inner = expression(reader);
  reader.expectSymbol(')');
  return inner;
}

/** Only `LIST[]`, `SET{}` and `MAP{}` may be empty. */
function listOf(reader: TokenReader, expression: ExpressionReader, mayBeEmpty = false): Expression {
  const { start } = reader.next();
  const items: Expression[] = [];
  if (!mayBeEmpty || !reader.seesSymbol(']')) {
    const first = expression(reader);
    if (reader.sees('WHERE') || reader.seesSymbol('|'))
      return comprehension(reader, expression, first, start);
    items.push(first);
    while (reader.takesSymbol(',')) items.push(expression(reader));
  }
  reader.expectSymbol(']');
  return reader.built({ kind: 'list', items, start, end: reader.lastEnd }, items);
}

function comprehension(
  reader: TokenReader,
  expression: ExpressionReader,
  first: Expression,
  start: number,
): Expression {
  if (first.kind !== 'binary' || first.operator !== 'IN' || first.left.kind !== 'label')
    throw reader.error(']');
  const { right: list, left } = first;
  const { name } = left;
  const where = reader.takes('WHERE') ? expression(reader) : undefined;
  const map = reader.takesSymbol('|') ? expression(reader) : undefined;
  reader.expectSymbol(']');
  return reader.built(
    {
      kind: 'comprehension',
      name,
      list,
      ...(where && { where }),
      ...(map && { map }),
      start,
      end: reader.lastEnd,
    },
    [list, ...(where ? [where] : []), ...(map ? [map] : [])],
  );
}

function braces(reader: TokenReader, expression: ExpressionReader, mayBeEmpty = false): Expression {
  const { start } = reader.next();
  if (mayBeEmpty && reader.takesSymbol('}'))
    return { kind: 'map', entries: [], start, end: reader.lastEnd };
  if (reader.seesName() && reader.seesSymbol(':', 1)) {
    const entries = reader.list((): [string, Expression] => {
      const key = reader.name('a key');
      reader.expectSymbol(':');
      return [key, expression(reader)];
    });
    reader.expectSymbol('}');
    return reader.built(
      { kind: 'map', entries, start, end: reader.lastEnd },
      entries.map(([, value]) => value),
    );
  }
  const items = reader.list(() => expression(reader));
  reader.expectSymbol('}');
  return reader.built({ kind: 'set', items, start, end: reader.lastEnd }, items);
}
