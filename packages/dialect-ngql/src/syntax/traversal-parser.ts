import { parseCall } from './call-parser.js';
import { parseExpression } from './expression-parser.js';
import { hasAggregate, within } from './expression-parts.js';
import { parseColumns, parseWhere } from './match-parser.js';
import type {
  EdgeKey,
  Expression,
  ExpressionOf,
  Over,
  Sentence,
  SentenceOf,
  Steps,
  Vids,
  YieldClause,
} from './syntax-tree.js';
import type { TokenReader } from './token-reader.js';

/** GO … FROM … OVER … WHERE … YIELD … LIMIT. */
export function parseGo(reader: TokenReader): Sentence {
  const { start } = reader.next();
  const steps = parseSteps(reader) ?? { least: 1, most: 1 };
  reader.expectWord('FROM');
  const from = parseVids(reader);
  const over = parseOver(reader);
  const where = parseWhere(reader);
  const yields = plainYield(reader);
  const cut = parseCut(reader);
  return {
    kind: 'go',
    steps,
    from,
    over,
    ...(where && { where }),
    ...(yields && { yields }),
    ...(cut && { cut }),
    start,
    end: reader.lastEnd,
  };
}

function parseCut(
  reader: TokenReader,
): { readonly sample: boolean; readonly size: Expression } | undefined {
  const sample = reader.sees('SAMPLE');
  if (!sample && !reader.sees('LIMIT')) return undefined;
  reader.next();
  const size = parseExpression(reader);
  for (const each of within(size)) {
    if (each.kind === 'variable')
      throw reader.errorAt(each.start, 'Parameter is not supported in sample clause');
  }
  return { sample, size };
}

/** YIELD without aggregates. */
function plainYield(reader: TokenReader): YieldClause | undefined {
  const { start } = reader.peek();
  const yields = parseYield(reader);
  if (yields?.columns.some(({ expression }) => hasAggregate(expression)))
    throw reader.errorAt(start, 'Invalid use of aggregating function in yield clause');
  return yields;
}

function parseSteps(reader: TokenReader): Steps | undefined {
  if (reader.peek().kind !== 'integer') return undefined;
  const least = Number(reader.integer());
  const most = reader.takes('TO') ? Number(reader.integer()) : least;
  if (!reader.takes('STEPS')) reader.expectWord('STEP');
  return { least, most };
}

/** Vertex ids, or the column that has them. */
export function parseVids(reader: TokenReader): Vids {
  const { kind } = reader.peek();
  if (kind === 'reference' || kind === 'variable')
    return { kind: 'column', column: column(reader) };
  return { kind: 'list', items: reader.list(() => parseVid(reader)) };
}

function column(reader: TokenReader): ExpressionOf<'input' | 'variable-column'> {
  const { start } = reader.peek();
  const found = parseExpression(reader);
  if (found.kind !== 'input' && found.kind !== 'variable-column')
    throw reader.errorAt(
      start,
      'Variable is not supported in vid: expected a column such as $-.id',
    );
  return found;
}

/** A vertex id: a text, a whole number or a call. */
export function parseVid(reader: TokenReader): Expression {
  const { kind, start, text } = reader.peek();
  if (kind === 'string') {
    reader.next();
    return { kind: 'literal', value: text, start, end: reader.lastEnd };
  }
  const isNegative = reader.takesSymbol('-');
  if (!isNegative) reader.takesSymbol('+');
  if (reader.peek().kind === 'integer') {
    const value = reader.integer();
    return { kind: 'literal', value: isNegative ? -value : value, start, end: reader.lastEnd };
  }
  const call = parseCall(reader, parseExpression);
  if (call === undefined || call.kind !== 'call') throw reader.error('a vertex id');
  return call;
}

function parseOver(reader: TokenReader): Over {
  reader.expectWord('OVER');
  const types = reader.takesSymbol('*')
    ? []
    : reader.list(() => {
        const name = reader.name('an edge type');
        return reader.takes('AS') ? { name, alias: reader.name('an alias') } : { name };
      });
  const direction = reader.takes('REVERSELY') ? 'in' : reader.takes('BIDIRECT') ? 'both' : 'out';
  return { types, direction };
}

/** YIELD and its columns, where they are. */
export function parseYield(reader: TokenReader): YieldClause | undefined {
  if (!reader.takes('YIELD')) return undefined;
  const distinct = reader.takes('DISTINCT');
  return { distinct, columns: parseColumns(reader) };
}

/** FETCH PROP ON, of vertices or edges. */
export function parseFetch(reader: TokenReader): Sentence {
  const { start } = reader.next();
  reader.expectWord('PROP', 'ON');
  const tags = reader.takesSymbol('*')
    ? '*'
    : reader.list(() => reader.name('a tag or an edge type'));
  const keys = tags === '*' ? undefined : edgeKeys(reader);
  if (keys !== undefined && tags !== '*') {
    const yields = parseYield(reader);
    return {
      kind: 'fetch-edges',
      types: tags,
      keys,
      ...(yields && { yields }),
      start,
      end: reader.lastEnd,
    };
  }
  const vids = parseVids(reader);
  const yields = parseYield(reader);
  return {
    kind: 'fetch-vertices',
    tags,
    vids,
    ...(yields && { yields }),
    start,
    end: reader.lastEnd,
  };
}

function edgeKeys(reader: TokenReader): readonly EdgeKey[] | undefined {
  return reader.attempt(() => reader.list(() => edgeKey(reader)));
}

/** `from -> to @ rank`. */
export function edgeKey(reader: TokenReader): EdgeKey {
  const end = (): Expression =>
    reader.peek().kind === 'reference' || reader.peek().kind === 'variable'
      ? column(reader)
      : parseVid(reader);
  const from = end();
  reader.expectSymbol('->');
  const to = end();
  if (!reader.takesSymbol('@')) return { from, to };
  const { kind } = reader.peek();
  const rank = kind === 'reference' || kind === 'variable' ? column(reader) : parseVid(reader);
  return { from, to, rank };
}

/** LOOKUP ON. */
export function parseLookup(reader: TokenReader): SentenceOf<'lookup'> {
  const { start } = reader.next();
  reader.expectWord('ON');
  const on = reader.name('a tag or an edge type');
  const where = parseWhere(reader);
  const yields = plainYield(reader);
  return {
    kind: 'lookup',
    on,
    ...(where && { where }),
    ...(yields && { yields }),
    start,
    end: reader.lastEnd,
  };
}

/** FIND ALL, SHORTEST, SINGLE SHORTEST or NOLOOP PATH. */
export function parseFindPath(reader: TokenReader): Sentence {
  const { start } = reader.next();
  const single = reader.takes('SINGLE');
  const which = reader.takes('ALL')
    ? 'all'
    : reader.takes('SHORTEST')
      ? single
        ? 'single-shortest'
        : 'shortest'
      : (reader.expectWord('NOLOOP'), 'noloop');
  reader.expectWord('PATH');
  const withProperties = reader.takes('WITH', 'PROP');
  reader.expectWord('FROM');
  const from = parseVids(reader);
  reader.expectWord('TO');
  const to = parseVids(reader);
  const over = parseOver(reader);
  const where = parseWhere(reader);
  const upto = reader.takes('UPTO') ? uptoSteps(reader) : 5;
  const yields = parseYield(reader);
  return {
    kind: 'find-path',
    which,
    withProperties,
    from,
    to,
    over,
    ...(where && { where }),
    upto,
    ...(yields && { yields }),
    start,
    end: reader.lastEnd,
  };
}

function uptoSteps(reader: TokenReader): number {
  const upto = Number(reader.integer());
  if (!reader.takes('STEPS')) reader.expectWord('STEP');
  return upto;
}

/** GET SUBGRAPH. */
export function parseSubgraph(reader: TokenReader): Sentence {
  const { start } = reader.next();
  reader.expectWord('SUBGRAPH');
  const withProperties = reader.takes('WITH', 'PROP');
  const steps = parseSteps(reader);
  reader.expectWord('FROM');
  const from = parseVids(reader);
  const over: { direction: 'in' | 'out' | 'both'; types: readonly string[] }[] = [];
  for (const word of ['IN', 'OUT', 'BOTH'] as const) {
    if (!reader.takes(word)) continue;
    const direction = word.toLowerCase() as 'in' | 'out' | 'both';
    over.push({ direction, types: reader.list(() => reader.name('an edge type')) });
  }
  const where = parseWhere(reader);
  const yields = parseYield(reader);
  return {
    kind: 'subgraph',
    withProperties,
    steps: steps?.most ?? 1,
    from,
    over,
    ...(where && { where }),
    ...(yields && { yields }),
    start,
    end: reader.lastEnd,
  };
}
