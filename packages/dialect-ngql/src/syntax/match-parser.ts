import { parseWhole } from './call-parser.js';
import { parseExpression } from './expression-parser.js';
import { hasAggregate } from './expression-parts.js';
import { parseNamedPath } from './pattern-parser.js';
import type {
  Column,
  Expression,
  MatchClause,
  OrderFactor,
  Projection,
  SentenceOf,
} from './syntax-tree.js';
import type { TokenReader } from './token-reader.js';

/** True where a statement of MATCH's clauses begins. RETURN alone is one of YIELD's. */
export function seesMatch(reader: TokenReader): boolean {
  return ['MATCH', 'OPTIONAL', 'UNWIND', 'WITH'].includes(reader.peek().word);
}

/** MATCH, OPTIONAL MATCH, UNWIND, WITH and a RETURN at the end. */
export function parseMatch(reader: TokenReader): SentenceOf<'match'> {
  const { start } = reader.peek();
  const clauses: MatchClause[] = [];
  while (!reader.takes('RETURN')) {
    reader.link(clauses.length + 1, 'clauses');
    clauses.push(clause(reader));
  }
  clauses.push({ kind: 'return', projection: projection(reader) });
  return { kind: 'match', clauses, start, end: reader.lastEnd };
}

function clause(reader: TokenReader): MatchClause {
  if (reader.takes('UNWIND')) {
    const list = parseExpression(reader);
    reader.expectWord('AS');
    return { kind: 'unwind', list, name: reader.name() };
  }
  if (reader.takes('WITH')) {
    const made = projection(reader);
    const where = parseWhere(reader);
    return { kind: 'with', projection: made, ...(where && { where }) };
  }
  const optional = reader.takes('OPTIONAL');
  if (!reader.takes('MATCH')) throw reader.error(optional ? 'MATCH' : 'RETURN');
  const paths = reader.list(() => parseNamedPath(reader, parseExpression));
  const place = reader.peek().start;
  const where = parseWhere(reader);
  if (where !== undefined && optional)
    throw reader.errorAt(place, 'Where clause in optional match is not supported');
  return { kind: 'match', optional, paths, ...(where && { where }) };
}

/** WHERE and its condition, where there is one. @throws QuerySyntaxError for an aggregate in it */
export function parseWhere(reader: TokenReader): Expression | undefined {
  if (!reader.takes('WHERE')) return undefined;
  const place = reader.peek().start;
  const where = parseExpression(reader);
  if (hasAggregate(where))
    throw reader.errorAt(place, 'Invalid use of aggregating function in where clause');
  return where;
}

function projection(reader: TokenReader): Projection {
  const distinct = reader.takes('DISTINCT');
  const all = reader.takesSymbol('*');
  const columns = all && !reader.takesSymbol(',') ? [] : parseColumns(reader);
  const orderBy = reader.takes('ORDER', 'BY') ? parseOrder(reader) : [];
  const skip =
    reader.sees('SKIP') || reader.sees('OFFSET')
      ? (reader.next(), parseExpression(reader))
      : undefined;
  const limit = reader.takes('LIMIT') ? parseExpression(reader) : undefined;
  return { distinct, all, columns, orderBy, ...(skip && { skip }), ...(limit && { limit }) };
}

/** Columns of YIELD, RETURN, WITH and GROUP BY. */
export function parseColumns(reader: TokenReader): readonly Column[] {
  return reader.list(() => {
    const place = reader.peek().start;
    const whole = parseWhole(reader);
    const expression = whole ?? parseExpression(reader);
    if (reader.takes('AS')) return { expression, name: reader.name('an alias') };
    if (whole !== undefined)
      throw reader.errorAt(
        place,
        `please add an alias: expected ${reader.text.slice(place, reader.lastEnd)} AS name`,
      );
    return { expression };
  });
}

/** The keys of ORDER BY. */
export function parseOrder(reader: TokenReader): readonly OrderFactor[] {
  return reader.list(() => {
    const expression = parseExpression(reader);
    const descending = reader.takes('DESC') || reader.takes('DESCENDING');
    if (!descending && !reader.takes('ASC')) reader.takes('ASCENDING');
    return { expression, descending };
  });
}
