import { aggregateNames, isFunction } from './function-names.js';
import { isAggregate, within } from './expression-parts.js';
import type { ExpressionReader } from './primary-parser.js';
import type { Expression } from './syntax-tree.js';
import type { TokenReader } from './token-reader.js';

const predicates: ReadonlySet<string> = new Set(['ALL', 'ANY', 'SINGLE', 'NONE']);
const textSearches: ReadonlySet<string> = new Set(['PREFIX', 'WILDCARD', 'REGEXP', 'FUZZY']);
/** Reserved words that are functions before a parenthesis. */
const reservedFunctions: ReadonlySet<string> = new Set([
  'DATE', 'TIME', 'DATETIME', 'TIMESTAMP', 'DURATION', 'TAGS', 'LEFT', 'RIGHT',
]); // prettier-ignore

/** A call, a predicate of a list or a reduction, where one stands next. */
export function parseCall(
  reader: TokenReader,
  expression: ExpressionReader,
): Expression | undefined {
  if (!reader.seesSymbol('(', 1)) return undefined;
  const { word } = reader.peek();
  if (word === 'EXISTS') return exists(reader, expression);
  if (word === 'REDUCE') return reduce(reader, expression);
  if (predicates.has(word)) return predicate(reader, expression);
  if (textSearches.has(word)) return textSearch(reader, expression);
  return reader.seesName() || reservedFunctions.has(word) ? call(reader, expression) : undefined;
}

function exists(reader: TokenReader, expression: ExpressionReader): Expression {
  const { start } = reader.next();
  reader.expectSymbol('(');
  const place = reader.peek().start;
  const operand = expression(reader);
  const kinds: readonly string[] = ['attribute', 'subscript', 'end-property', 'variable-column'];
  if (!kinds.includes(operand.kind))
    throw reader.errorAt(place, 'expected a property in exists, got another expression');
  reader.expectSymbol(')');
  return reader.built({ kind: 'exists', operand, start, end: reader.lastEnd }, [operand]);
}

function reduce(reader: TokenReader, expression: ExpressionReader): Expression {
  const { start } = reader.next();
  reader.expectSymbol('(');
  const total = reader.name();
  reader.expectSymbol('=');
  const initial = expression(reader);
  reader.expectSymbol(',');
  const name = reader.name();
  reader.expectWord('IN');
  const list = expression(reader);
  reader.expectSymbol('|');
  const step = expression(reader);
  reader.expectSymbol(')');
  return reader.built(
    { kind: 'reduce', total, initial, name, list, step, start, end: reader.lastEnd },
    [initial, list, step],
  );
}

function predicate(reader: TokenReader, expression: ExpressionReader): Expression {
  const { start, text } = reader.next();
  reader.expectSymbol('(');
  const name = reader.name('a variable');
  reader.expectWord('IN');
  const list = expression(reader);
  reader.expectWord('WHERE');
  const where = expression(reader);
  reader.expectSymbol(')');
  const quantifier = text.toLowerCase() as 'all' | 'any' | 'single' | 'none';
  return reader.built(
    { kind: 'predicate', quantifier, name, list, where, start, end: reader.lastEnd },
    [list, where],
  );
}

function textSearch(reader: TokenReader, expression: ExpressionReader): Expression {
  const { start, text: name } = reader.next();
  reader.expectSymbol('(');
  const list = reader.list((): Expression => {
    const word = reader.peek();
    if (!['AUTO', 'AND', 'OR'].includes(word.word)) return expression(reader);
    reader.next();
    return { kind: 'label', name: word.text, start: word.start, end: word.end };
  });
  reader.expectSymbol(')');
  return { kind: 'text-search', name, arguments: list, start, end: reader.lastEnd };
}

function call(reader: TokenReader, expression: ExpressionReader): Expression {
  const { start, text: name } = reader.next();
  reader.expectSymbol('(');
  const distinct = reader.takes('DISTINCT');
  if (distinct && !aggregateNames.has(name.toLowerCase()))
    throw reader.errorAt(start, `expected an aggregate before DISTINCT, got ${name}`);
  if (reader.takesSymbol('*')) {
    reader.expectSymbol(')');
    if (name.toLowerCase() !== 'count')
      throw reader.errorAt(
        start,
        `Could not apply aggregation function on *: expected count(*), got ${name}(*)`,
      );
    return { kind: 'count-star', name, distinct, start, end: reader.lastEnd };
  }
  const list = reader.seesSymbol(')') ? [] : reader.list(() => argument(reader, expression));
  reader.expectSymbol(')');
  if (!isFunction(name, list.length))
    throw reader.errorAt(
      start,
      `Unknown function: expected one that takes ${list.length} arguments, got ${name}`,
    );
  const made = reader.built(
    { kind: 'call', name, distinct, arguments: list, start, end: reader.lastEnd },
    list,
  );
  if (isAggregate(made)) requireSteady(reader, list[0]!);
  return made;
}

function requireSteady(reader: TokenReader, argumentOf: Expression): void {
  for (const each of within(argumentOf)) {
    if (each.kind === 'call' && /^rand(32|64)?$/i.test(each.name))
      throw reader.errorAt(each.start, "Can't use random functions inside of aggregate functions");
  }
}

const wholes: ReadonlySet<string> = new Set(['VERTEX', 'EDGE', 'VERTICES', 'EDGES']);

function argument(reader: TokenReader, expression: ExpressionReader): Expression {
  const whole = parseWhole(reader);
  return whole ?? expression(reader);
}

/** `VERTEX`, `EDGE`, `$^` and `$$` as whole values. */
export function parseWhole(reader: TokenReader): Expression | undefined {
  const { kind, word, text, start, end } = reader.peek();
  const isEnd = kind === 'reference' && text !== '$-' && !reader.seesSymbol('.', 1);
  if (!wholes.has(word) && !isEnd) return undefined;
  reader.next();
  const what = (isEnd ? text : word) as 'VERTEX' | 'EDGE' | '$^' | '$$' | 'VERTICES' | 'EDGES';
  return { kind: 'whole', what, start, end };
}
