import { parseExpression } from './expression-parser.js';
import { hasAggregate } from './expression-parts.js';
import { parseColumns, parseMatch, parseOrder, parseWhere, seesMatch } from './match-parser.js';
import { requireVariablesApart } from './check-variables.js';
import { parseOther } from './other-statements.js';
import type { Sentence } from './syntax-tree.js';
import { TokenReader } from './token-reader.js';
import {
  parseFetch,
  parseFindPath,
  parseGo,
  parseLookup,
  parseSubgraph,
  parseYield,
} from './traversal-parser.js';

/**
 * The statements of a text. With `parameters`, names of `$name` that have a value from outside, every other one is a variable;
 * without, each that the text does not assign may be a parameter.
 *
 * @throws QuerySyntaxError where it is no nGQL, with line, column and fragment
 */
export function parseStatements(
  text: string,
  parameters?: ReadonlySet<string>,
): readonly Sentence[] {
  const reader = new TokenReader(text);
  const statements: Sentence[] = [];
  while (reader.takesSymbol(';'));
  while (reader.peek().kind !== 'end') {
    statements.push(parseStatement(reader));
    if (reader.peek().kind !== 'end' && !reader.seesSymbol(';'))
      throw reader.error('the end of the statement');
    while (reader.takesSymbol(';'));
  }
  if (statements.length === 0) throw reader.error('a statement');
  requireVariablesApart(reader, statements, parameters);
  return statements;
}

function parseStatement(reader: TokenReader): Sentence {
  const { start } = reader.peek();
  if (reader.sees('EXPLAIN') || reader.sees('PROFILE')) return reader.nested(() => explain(reader));
  if (reader.peek().kind === 'variable' && reader.seesSymbol('=', 1)) {
    const variable = reader.next().text;
    reader.expectSymbol('=');
    const value = setSentence(reader);
    return { kind: 'assign', variable, value, start, end: reader.lastEnd };
  }
  return setSentence(reader);
}

function explain(reader: TokenReader): Sentence {
  const { start, word } = reader.next();
  if (reader.takes('FORMAT')) {
    reader.expectSymbol('=');
    if (!['row', 'dot', 'dot:struct', 'tck'].includes(reader.peek().text.toLowerCase()))
      throw reader.error("'row', 'dot' or 'dot:struct'");
    reader.next();
  }
  if (reader.sees('EXPLAIN') || reader.sees('PROFILE')) throw reader.error('a query');
  const sentences: Sentence[] = [];
  if (reader.takesSymbol('{')) {
    do {
      while (reader.takesSymbol(';'));
      if (reader.seesSymbol('}')) break;
      sentences.push(parseStatement(reader));
    } while (reader.seesSymbol(';'));
    reader.expectSymbol('}');
  } else sentences.push(parseStatement(reader));
  return { kind: 'explain', profile: word === 'PROFILE', sentences, start, end: reader.lastEnd };
}

/** UNION, INTERSECT and MINUS of pipes, from left to right. */
function setSentence(reader: TokenReader): Sentence {
  const { start } = reader.peek();
  let left = reader.nested(() => piped(reader));
  for (let links = 1; ; links += 1) {
    const operator = (['UNION', 'INTERSECT', 'MINUS'] as const).find((word) => reader.takes(word));
    if (operator === undefined) return left;
    reader.link(links, 'set operators');
    const all = operator === 'UNION' && reader.takes('ALL');
    if (operator === 'UNION' && !all) reader.takes('DISTINCT');
    const right = piped(reader);
    left = { kind: 'set', operator, all, left, right, start, end: reader.lastEnd };
  }
}

function piped(reader: TokenReader): Sentence {
  const { start } = reader.peek();
  if (reader.sees('LIMIT') || reader.sees('OFFSET')) throw reader.error('a statement');
  let left = sentence(reader);
  for (let links = 1; left.kind !== 'match' && reader.takesSymbol('|'); links += 1) {
    reader.link(links, 'pipes');
    if (seesMatch(reader) && !reader.sees('UNWIND'))
      throw reader.error('a statement without MATCH');
    const right = reader.sees('RETURN') ? returned(reader) : sentence(reader);
    if (right.kind === 'match') throw reader.error('the end of UNWIND');
    left = { kind: 'pipe', left, right, start, end: reader.lastEnd };
  }
  return left;
}

/** RETURN behind a pipe is another word for YIELD. */
function returned(reader: TokenReader): Sentence {
  const { start } = reader.next();
  const distinct = reader.takes('DISTINCT');
  const yields = { distinct, columns: parseColumns(reader) };
  return { kind: 'yield', yields, start, end: reader.lastEnd };
}

function sentence(reader: TokenReader): Sentence {
  if (reader.takesSymbol('(')) {
    const inner = setSentence(reader);
    reader.expectSymbol(')');
    return inner;
  }
  switch (reader.peek().word) {
    case 'GO':
      return parseGo(reader);
    case 'FETCH':
      return parseFetch(reader);
    case 'LOOKUP':
      return parseLookup(reader);
    case 'FIND':
      return parseFindPath(reader);
    case 'GET':
      return reader.peek(1).word === 'SUBGRAPH' ? parseSubgraph(reader) : parseOther(reader);
    case 'YIELD':
      return yieldSentence(reader);
    case 'GROUP':
      return groupBy(reader);
    case 'ORDER':
      return orderBy(reader);
    case 'LIMIT':
    case 'OFFSET':
      return limit(reader);
    case 'SAMPLE':
      return sample(reader);
    case 'USE':
      return use(reader);
    case 'RETURN':
      return returnIf(reader) ?? parseMatch(reader);
    case 'UNWIND':
      return unwind(reader) ?? parseMatch(reader);
    default:
      return seesMatch(reader) ? parseMatch(reader) : parseOther(reader);
  }
}

function yieldSentence(reader: TokenReader): Sentence {
  const { start } = reader.peek();
  const yields = parseYield(reader)!;
  if (reader.takes('FROM')) {
    const left = variableName(reader);
    const kinds = ['INNER', 'LEFT', 'RIGHT', 'OUTER', 'FULL', 'SEMI', 'CROSS'];
    const { word } = reader.peek();
    if (kinds.includes(word)) reader.next();
    reader.expectWord('JOIN');
    const right = variableName(reader);
    reader.expectWord('ON');
    const first = parseExpression(reader);
    if (first.kind !== 'binary' || first.operator !== '==') throw reader.error('an equality');
    if (yields.columns.some(({ expression }) => hasAggregate(expression)))
      throw reader.errorAt(start, 'Invalid use of aggregating function in yield clause');
    const join = {
      left,
      right,
      inner: word === 'INNER' || word === 'JOIN',
      on: [first.left, first.right] as const,
    };
    return { kind: 'yield', yields, join, start, end: reader.lastEnd };
  }
  const where = parseWhere(reader);
  return { kind: 'yield', yields, ...(where && { where }), start, end: reader.lastEnd };
}

function variableName(reader: TokenReader): string {
  if (reader.peek().kind !== 'variable') throw reader.error('a variable');
  return reader.next().text;
}

function groupBy(reader: TokenReader): Sentence {
  const { start } = reader.next();
  reader.expectWord('BY');
  const keys = parseColumns(reader);
  const yields = parseYield(reader);
  return { kind: 'group-by', keys, ...(yields && { yields }), start, end: reader.lastEnd };
}

function orderBy(reader: TokenReader): Sentence {
  const { start } = reader.next();
  reader.expectWord('BY');
  return { kind: 'order-by', factors: parseOrder(reader), start, end: reader.lastEnd };
}

function limit(reader: TokenReader): Sentence {
  const { start, word } = reader.next();
  const first = Number(reader.integer());
  const made = (offset: number, count: number): Sentence => ({
    kind: 'limit',
    offset,
    count,
    start,
    end: reader.lastEnd,
  });
  if (word === 'OFFSET') {
    reader.expectWord('LIMIT');
    return made(first, Number(reader.integer()));
  }
  if (reader.takesSymbol(',')) return made(first, Number(reader.integer()));
  if (reader.takes('OFFSET') || reader.takes('SKIP')) return made(Number(reader.integer()), first);
  return made(0, first);
}

function sample(reader: TokenReader): Sentence {
  const { start } = reader.next();
  return { kind: 'sample', count: Number(reader.integer()), start, end: reader.lastEnd };
}

function use(reader: TokenReader): Sentence {
  const { start } = reader.next();
  return { kind: 'use', space: reader.name('a space'), start, end: reader.lastEnd };
}

/** `RETURN $a IF $a IS NOT NULL`, which ends a script. */
function returnIf(reader: TokenReader): Sentence | undefined {
  if (reader.peek(1).kind !== 'variable' || reader.peek(2).word !== 'IF') return undefined;
  const { start } = reader.next();
  variableName(reader);
  reader.expectWord('IF');
  variableName(reader);
  reader.expectWord('IS', 'NOT', 'NULL');
  return { kind: 'other', name: 'RETURN IF', start, end: reader.lastEnd };
}

/** UNWIND as a statement of a pipe; undefined where clauses of MATCH follow. */
function unwind(reader: TokenReader): Sentence | undefined {
  return reader.attempt(() => {
    const { start } = reader.next();
    const list = parseExpression(reader);
    reader.expectWord('AS');
    const name = reader.name();
    const { kind, text } = reader.peek();
    const ends = kind === 'end' || (kind === 'symbol' && ['|', ';', ')'].includes(text));
    return ends ? { kind: 'unwind', list, name, start, end: reader.lastEnd } : undefined;
  });
}
