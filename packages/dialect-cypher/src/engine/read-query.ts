import { unsupported } from './engine-error.js';
import type { Clause, Expression, Projection, Query, ReturnItem } from './query-parts.js';
import { itemsUntil, readExpression } from './readers.js';
import { readPaths } from './read-pattern.js';
import type { TokenReader } from './token-reader.js';

/** Reads queries with UNION between them. */
export function readQuery(reader: TokenReader): Query {
  const parts = [readSingle(reader)];
  const all: boolean[] = [];
  while (reader.takes('UNION')) {
    const keeps = reader.takes('ALL');
    if (!keeps) reader.takes('DISTINCT');
    all.push(keeps);
    parts.push(readSingle(reader));
  }
  return { parts, all };
}

function readSingle(reader: TokenReader): readonly Clause[] {
  const clauses: Clause[] = [];
  while (reader.peek() && !reader.sees('UNION') && !reader.sees('}') && !reader.sees(';'))
    clauses.push(readClause(reader));
  return clauses;
}

/** Reads a clause. @throws UnsupportedFeatureError for one that does more than read */
export function readClause(reader: TokenReader): Clause {
  if (reader.takes('OPTIONAL', 'MATCH')) return readMatch(reader, true);
  if (reader.takes('MATCH')) return readMatch(reader, false);
  if (reader.takes('UNWIND')) {
    const list = readExpression(reader);
    reader.require('AS');
    return { kind: 'unwind', list, name: reader.name() };
  }
  if (reader.takes('WITH')) {
    const projection = readProjection(reader);
    const where = readWhere(reader);
    return { kind: 'with', projection, ...(where && { where }) };
  }
  if (reader.takes('RETURN')) return { kind: 'return', projection: readProjection(reader) };
  if (reader.takes('FINISH')) return { kind: 'finish' };
  if (reader.takes('FILTER')) {
    reader.takes('WHERE');
    return { kind: 'filter', where: readExpression(reader) };
  }
  if (reader.takes('LET')) return readLet(reader);
  if (reader.takes('OPTIONAL', 'CALL')) return readCall(reader, true);
  if (reader.takes('CALL')) return readCall(reader, false);
  throw unsupported(`the clause ${reader.peek()?.text ?? ''}`);
}

/** Reads what stands behind MATCH. */
export function readMatch(reader: TokenReader, optional: boolean): Clause {
  if (reader.sees('REPEATABLE') || reader.sees('DIFFERENT')) throw unsupported('a match mode');
  const paths = readPaths(reader);
  if (reader.sees('USING')) throw unsupported('a hint for the planner');
  const where = readWhere(reader);
  return { kind: 'match', optional, paths, ...(where && { where }) };
}

function readWhere(reader: TokenReader): Expression | undefined {
  return reader.takes('WHERE') ? readExpression(reader) : undefined;
}

function readLet(reader: TokenReader): Clause {
  const items: (readonly [string, Expression])[] = [];
  do {
    const name = reader.name();
    reader.require('=');
    items.push([name, readExpression(reader)]);
  } while (reader.takes(','));
  return { kind: 'let', items };
}

function readProjection(reader: TokenReader): Projection {
  const distinct = reader.takes('DISTINCT');
  const all = reader.takes('*');
  const items: ReturnItem[] = [];
  if (!all || reader.takes(',')) {
    do items.push(readItem(reader));
    while (reader.takes(','));
  }
  const order: { value: Expression; descending: boolean }[] = [];
  if (reader.takes('ORDER', 'BY')) {
    do {
      const value = readExpression(reader);
      const descending = reader.takes('DESC') || reader.takes('DESCENDING');
      if (!descending && !reader.takes('ASC')) reader.takes('ASCENDING');
      order.push({ value, descending });
    } while (reader.takes(','));
  }
  const skip = reader.takes('SKIP') || reader.takes('OFFSET') ? readExpression(reader) : undefined;
  const limit = reader.takes('LIMIT') ? readExpression(reader) : undefined;
  return { distinct, all, items, order, ...(skip && { skip }), ...(limit && { limit }) };
}

function readItem(reader: TokenReader): ReturnItem {
  const place = reader.place;
  const value = readExpression(reader);
  const { from, to } = reader.spanFrom(place);
  if (reader.takes('AS')) return { value, name: reader.name(), named: true };
  if (value.kind === 'variable') return { value, name: value.name, named: true };
  return { value, name: reader.text.slice(from, to), named: false };
}

function readCall(reader: TokenReader, optional: boolean): Clause {
  if (reader.seesRule('procedureName')) return readProcedure(reader, optional);
  const imports = readImports(reader);
  reader.require('{');
  const query = readQuery(reader);
  reader.require('}');
  return { kind: 'subquery', optional, ...(imports && { imports }), query };
}

function readImports(reader: TokenReader): readonly string[] | 'all' | undefined {
  if (!reader.takes('(')) return undefined;
  if (reader.takes('*', ')')) return 'all';
  const names: string[] = [];
  while (!reader.takes(')')) {
    names.push(reader.name());
    reader.takes(',');
  }
  return names;
}

function readProcedure(reader: TokenReader, optional: boolean): Clause {
  const name = reader.next().text.replaceAll('`', '');
  const args = reader.takes('(') ? itemsUntil(reader, ')') : undefined;
  let yields: { column: string; name: string }[] | 'all' | undefined;
  if (reader.takes('YIELD')) {
    yields = [];
    if (reader.takes('*')) yields = 'all';
    else
      do {
        const column = reader.name();
        yields.push({ column, name: reader.takes('AS') ? reader.name() : column });
      } while (reader.takes(','));
  }
  const where = readWhere(reader);
  return {
    kind: 'procedure',
    optional,
    name,
    ...(args && { arguments: args }),
    ...(yields && { yields }),
    ...(where && { where }),
  };
}
