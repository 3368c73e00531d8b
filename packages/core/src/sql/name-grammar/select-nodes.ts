import type { AllowedNames } from '../../text-grammar/grammar-node.js';
import type { SqlGrammarRules } from './sql-grammar-rules.js';
import type { SqlNodes } from './sql-nodes.js';
import { opened, to, type SqlAction, type SqlNode, type SqlPlace } from './sql-place.js';

/** SELECT with the names of its columns, and VALUES. */
export function selectNodes(
  nodes: SqlNodes,
  { forms }: SqlGrammarRules,
): Pick<SqlNodes, 'select' | 'values' | 'valueRow' | 'alias' | 'implicitAlias'> {
  const select: SqlAction = (place) => ({ ...place, node: selectStart });
  const values: SqlAction = (place) => ({
    ...place,
    query: { ...place.query, clause: 'values' },
    node: valueRow,
  });
  const valueRow: SqlNode = {
    symbols: {
      '(': (place) =>
        opened(
          place,
          { kind: 'group', then: (after) => ({ ...after, node: nodes.operator }) },
          nodes.value,
        ),
    },
  };
  const selectStart: SqlNode = {
    get words() {
      return {
        ...nodes.item.words,
        distinct: forms.includes('distinct-on')
          ? to(() => ({
              ...nodes.item,
              words: {
                ...nodes.item.words,
                on: to(() => ({
                  symbols: {
                    '(': (place) =>
                      opened(
                        place,
                        {
                          kind: 'group',
                          then: (after) => ({
                            ...after,
                            node: nodes.item,
                            query: { ...after.query, item: undefined },
                          }),
                        },
                        nodes.operand,
                      ),
                  },
                })),
              },
            }))
          : to(() => nodes.item),
        all: to(() => nodes.item),
      };
    },
    get symbols() {
      return nodes.item.symbols ?? {};
    },
    get names() {
      return nodes.item.names as AllowedNames<SqlPlace>;
    },
    get text() {
      return nodes.item.text as SqlAction;
    },
    get number() {
      return nodes.item.number as SqlAction;
    },
  };

  const alias: SqlAction = (place) => {
    const { frame, query } = place;
    if (frame.kind !== 'query' || query.clause !== 'select') return undefined;
    return {
      ...place,
      node: {
        names: nodes.freeName((at, key) => ({
          ...at,
          node: nodes.afterStar,
          query: { ...at.query, item: key },
        })),
      },
    };
  };

  const implicitAlias: SqlNodes['implicitAlias'] = (fits) =>
    nodes.freeName(
      (place, key) => ({ ...place, node: nodes.afterStar, query: { ...place.query, item: key } }),
      ({ frame, query }, _, quoted) =>
        !quoted && frame.kind === 'query' && query.clause === 'select' && fits(query),
    );

  return { select, values, valueRow, alias, implicitAlias };
}
