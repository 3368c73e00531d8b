import { NameList } from '../../text-grammar/name-list.js';
import type { AllowedNames } from '../../text-grammar/grammar-node.js';
import { isShort } from './early-aliases.js';
import type { NameScope } from './name-scope.js';
import { emptyQuery, type QueryNames } from './query-names.js';
import { resultColumns } from './result-columns.js';
import type { SqlGrammarRules } from './sql-grammar-rules.js';
import { KeyedNames, writtenKey, type Source } from './sql-names.js';
import type { SqlNodes } from './sql-nodes.js';
import { closed, opened, to, type SqlAction, type SqlNode, type SqlPlace } from './sql-place.js';

/** Tables, derived tables and their aliases. */
export function sourceNodes(
  nodes: SqlNodes,
  scope: NameScope,
  rules: SqlGrammarRules,
): Pick<SqlNodes, 'table'> {
  const { names } = scope;
  const tableFunctions = new NameList(Object.keys(rules.tableFunctions));

  const replaceLast = (query: QueryNames, source: Source): QueryNames | undefined =>
    scope.withSource({ ...query, sources: query.sources.slice(0, -1) }, source);

  /** An alias of the last source. */
  const aliased = (place: SqlPlace, key: string): SqlPlace | undefined => {
    const last = place.query.sources.at(-1) as Source;
    const query = replaceLast(place.query, { ...last, key });
    return query && { ...place, node: afterAlias, query };
  };
  const explicit: AllowedNames<SqlPlace> = nodes.freeName(aliased);
  /** Without AS a name may be short, the beginning of a table's, or one that was used before: else misspelt keywords would be aliases. */
  const implicit: AllowedNames<SqlPlace> = nodes.freeName(
    aliased,
    ({ query }, beginning, quoted) => {
      if (quoted) return false;
      if (isShort(beginning)) return true;
      return (
        names.tableNames.begins({ text: beginning, quoted: false }) ||
        query.wantedAliases.some(({ key }) => key.startsWith(beginning))
      );
    },
  );

  const behindQuery: AllowedNames<SqlPlace> = nodes.freeName(aliased, (_, __, quoted) => !quoted);

  const conditions: Record<string, SqlAction> = {
    on: (place) =>
      place.query.sources.length < 2
        ? undefined
        : { ...place, node: nodes.operand, query: { ...place.query, clause: 'on' } },
    using: (place) =>
      place.query.sources.length < 2
        ? undefined
        : {
            ...place,
            query: { ...place.query, merged: true },
            node: {
              symbols: {
                '(': (at) =>
                  opened(at, { kind: 'names', then: to(() => afterAlias) }, commonColumn),
              },
            },
          },
  };
  /** A column of two sources or more. */
  const isCommon = ({ sources }: QueryNames, fits: (columns: KeyedNames) => boolean): boolean =>
    sources.filter(({ columns }) => columns === null || fits(columns)).length > 1;
  const commonColumn: SqlNode = {
    names: {
      begins: ({ query }, beginning) => isCommon(query, (columns) => columns.begins(beginning)),
      take: (place, name) =>
        isCommon(place.query, (columns) => columns.has(name))
          ? {
              ...place,
              node: { symbols: { ',': to(() => commonColumn), ')': (at) => closed(at, scope) } },
            }
          : undefined,
    },
  };

  const afterAlias: SqlNode = {
    words: { ...nodes.clauseWords, ...conditions },
    symbols: {
      ',': nodes.nextItem,
      ')': (place) => closed(place, scope),
      ';': nodes.finish,
    },
    end: nodes.mayEnd,
  };
  const afterSource: SqlNode = {
    ...afterAlias,
    words: { ...afterAlias.words, as: to(() => ({ names: explicit })) },
    names: implicit,
  };
  /** A source without a name of its own: PostgreSQL before 16 wants one. */
  const added = (place: SqlPlace, source: Source, names = implicit): SqlPlace | undefined => {
    // Under its own name it may stand twice when an alias follows.
    const query = { ...place.query, sources: [...place.query.sources, source] };
    return { ...place, node: { ...afterSource, names }, query };
  };

  const tableNames: AllowedNames<SqlPlace> = {
    begins: ({ query }, beginning) =>
      names.tableNames.begins(beginning) ||
      names.namespaces.begins(beginning) ||
      new KeyedNames(
        query.expressions.map(({ key }) => key),
        rules,
      ).begins(beginning) ||
      (!beginning.quoted && tableFunctions.begins(beginning.text.toLowerCase())),
    take: (place, name) => {
      const key = writtenKey(name, rules);
      const expression = place.query.expressions.find((each) => each.key === key);
      const table = expression ?? names.table(name);
      const after = table === undefined ? undefined : added(place, table);
      const namespace = names.namespaces.has(name) ? key : undefined;
      const word = name.quoted ? '' : name.text.toLowerCase();
      const call = tableFunctions.has(word);
      if (after === undefined && namespace === undefined && !call) return undefined;
      const node: SqlNode = after?.node ?? {};
      return {
        ...(after ?? place),
        node: {
          ...node,
          symbols: {
            ...node.symbols,
            ...(namespace !== undefined && {
              '.': () => ({ ...place, node: inNamespace(namespace) }),
            }),
            ...(call && { '(': () => tableCall(place, word) }),
          },
        },
      };
    },
  };
  const inNamespace = (namespace: string): SqlNode => ({
    names: {
      begins: (_, beginning) => names.namesIn(namespace)?.begins(beginning) === true,
      take: (place, name) => {
        const table = names.tableIn(namespace, name);
        return table && added(place, table);
      },
    },
  });
  const tableCall = (place: SqlPlace, name: string): SqlPlace | undefined =>
    opened(
      { ...place, query: { ...place.query, clause: 'on' } },
      {
        kind: 'call',
        part: name,
        then: (after) =>
          added(
            { ...after, query: { ...after.query, clause: 'from' } },
            {
              key: name,
              columns: new KeyedNames([name, ...(rules.tableFunctions[name] ?? [])], rules),
            },
          ),
      },
      nodes.callStart,
    );

  const derived =
    (sees: boolean): SqlAction =>
    (place) => {
      const inner = opened(
        place,
        {
          kind: 'query',
          hidden: place.query,
          then: (after, query) =>
            added(after, { key: '', columns: query && resultColumns(query, rules) }, behindQuery),
        },
        nodes.subquery,
      );
      return (
        inner && {
          ...inner,
          query: emptyQuery(
            sees ? { ...place.query, clause: 'on' } : null,
            place.query.expressions,
          ),
        }
      );
    };
  const table: SqlNode = {
    names: tableNames,
    symbols: { '(': derived(false) },
    ...(rules.forms.includes('lateral') && {
      words: { lateral: to(() => ({ names: tableNames, symbols: { '(': derived(true) } })) },
    }),
  };
  return { table };
}
