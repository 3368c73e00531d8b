import type { DatabaseSchema, LogicalQuery, SelectQuery, SetQuery } from '@momq/dialect';
import { compareProperties } from '@momq/core/graph';
import { refuseConstructs } from '@momq/core/logical';
import { existsAsSet } from './exists-as-set.js';
import { ngqlLacks } from './function-spellings.js';
import { writeSelect } from './select-writer.js';

/**
 * A logical query over a graph schema as nGQL: MATCH … WHERE … RETURN over tags, with properties as `vertex.tag.property`.
 *
 * @throws UnsupportedFeatureError for what this pack does not say
 */
export function renderNgql(query: LogicalQuery, schema: DatabaseSchema): string {
  const said = existsAsSet(compareProperties(query, schema));
  refuseConstructs(said, ngqlLacks, 'nGQL');
  return write(said, schema).text;
}

interface Written {
  readonly text: string;
  readonly columns: readonly string[];
}

function write(query: LogicalQuery, schema: DatabaseSchema, columns?: readonly string[]): Written {
  if (query.kind === 'set') return writeSet(query, schema, columns);
  const written = writeSelect(query, schema, {
    word: 'RETURN',
    carried: [],
    ...(columns && { columns }),
  });
  return { text: written.clauses.join(' '), columns: written.columns };
}

const operators = { union: 'UNION', intersect: 'INTERSECT', except: 'MINUS' } as const;

function writeSet(query: SetQuery, schema: DatabaseSchema, columns?: readonly string[]): Written {
  // INTERSECT and MINUS keep rows as often as the left side has them.
  const isOnce = query.operator === 'union' || query.left.kind === 'set';
  const left = write(isOnce ? query.left : distinct(query.left), schema, columns);
  const right = write(query.right, schema, left.columns);
  const operator = `${operators[query.operator]}${query.all ? ' ALL' : ''}`;
  const first = query.left.kind === 'set' ? `(${left.text})` : left.text;
  const second = query.right.kind === 'set' ? `(${right.text})` : right.text;
  const text = `${first} ${operator} ${second}`;
  return { text, columns: left.columns };
}

function distinct(query: LogicalQuery): LogicalQuery {
  return query.kind === 'select' ? ({ ...query, distinct: true } satisfies SelectQuery) : query;
}
