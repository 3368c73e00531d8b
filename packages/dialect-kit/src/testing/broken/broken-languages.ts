import type { LogicalDialectPack, SelectQuery } from '@momq/dialect';
import { jsonDialect } from '../json-dialect.js';
import type { BrokenPack } from './break-dialect.js';

/** The reference dialect that writes other queries; what it reads would show in a second case. */
function withRender(change: (query: SelectQuery) => SelectQuery): LogicalDialectPack {
  const pack = jsonDialect();
  const { words, render } = pack.language;
  return {
    ...pack,
    language: {
      words,
      render: (query, schema) => render(query.kind === 'set' ? query : change(query), schema),
    },
  };
}

/** Renderers that say something else. */
export const brokenLanguages: readonly BrokenPack[] = [
  [
    'language: what is declared unsupported is refused',
    {
      ...jsonDialect(),
      language: { ...jsonDialect().language, render: (query) => JSON.stringify(query) },
    },
  ],
  [
    'language: what it writes, it reads back with the same meaning',
    {
      ...jsonDialect(),
      language: {
        ...jsonDialect().language,
        read: (text) => ({ ...(JSON.parse(text) as SelectQuery), limit: 0 }),
      },
    },
  ],
  [
    'language: a quote inside a text',
    withRender((query) => JSON.parse(JSON.stringify(query).replaceAll("'", "''")) as SelectQuery),
  ],
  [
    'language: a line end and a backslash inside a text',
    withRender((query) => JSON.parse(JSON.stringify(query).replaceAll('\\n', ' ')) as SelectQuery),
  ],
  [
    'language: a pattern, case ignored',
    withRender(
      (query) => JSON.parse(JSON.stringify(query).replace('"like"', '"="')) as SelectQuery,
    ),
  ],
  [
    'language: NULL first in ascending order',
    withRender((query) => (query.limit === 1 ? { ...query, orderBy: [] } : query)),
  ],
  [
    'language: NULL last in descending order',
    withRender((query) => (query.limit === 2 ? { ...query, orderBy: [] } : query)),
  ],
  [
    'language: a join, an aggregate and a group',
    withRender((query) => (query.from.length === 2 ? { ...query, limit: 1 } : query)),
  ],
  [
    'language: a group by the key beside another column',
    withRender((query) =>
      query.groupBy.length > 0 && query.from.length === 1
        ? { ...query, select: query.select.slice(1) }
        : query,
    ),
  ],
  [
    'language: ships without a draft',
    withRender(({ where, ...query }) => ({
      ...query,
      ...(where !== undefined && where.kind !== 'null' && { where }),
    })),
  ],
];
