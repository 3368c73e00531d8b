import { relationalView, requireLanguage } from '@momq/core/logical';
import type { DialectPack, Expression, LogicalQuery, SelectQuery } from '@momq/dialect';
import { harbour } from './harbour.js';

/** A field of a ship. */
export function shipField(field: string): Expression {
  return { kind: 'field', entity: 'ship', instance: 0, field };
}

/** `SELECT … FROM ship`, changed. */
export function ships(
  select: readonly Expression[],
  change: Partial<SelectQuery> = {},
): SelectQuery {
  return {
    kind: 'select',
    from: [{ entity: 'ship', instance: 0 }],
    distinct: false,
    select,
    groupBy: [],
    orderBy: [],
    ...change,
  };
}

/** A query over {@link harbour} in the words of the pack. */
export function inDialect(pack: DialectPack, query: LogicalQuery): string {
  const view = relationalView(pack, harbour.schema);
  return requireLanguage(pack).language.render(view.convert(query), view.schema);
}

/** Names of all ships by their key. */
export function shipNames(pack: DialectPack): string {
  return inDialect(
    pack,
    ships([shipField('name')], {
      orderBy: [{ expression: shipField('id'), descending: false }],
    }),
  );
}

/** Counts all combinations of five ships; over hundreds of them it does not end. */
export function endlessQuery(pack: DialectPack): string {
  const count: Expression = {
    kind: 'aggregate',
    function: 'sum',
    distinct: false,
    argument: {
      kind: 'arithmetic',
      operator: '+',
      left: { kind: 'field', entity: 'ship', instance: 0, field: 'id' },
      right: { kind: 'field', entity: 'ship', instance: 4, field: 'id' },
    },
  };
  const crossed = [1, 2, 3, 4].map((instance) => ({
    entity: 'ship',
    instance,
    join: { kind: 'cross' as const },
  }));
  return inDialect(pack, ships([count], { from: [{ entity: 'ship', instance: 0 }, ...crossed] }));
}
