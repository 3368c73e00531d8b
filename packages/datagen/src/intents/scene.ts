import type {
  Condition,
  Expression,
  FieldReference,
  LogicalQuery,
  OrderKey,
  SelectQuery,
  Source,
} from '@momq/dialect';

import type { LivedInTable } from '../templates/lived-in/lived-in-database.js';
import { SceneMoments } from './scene-moments.js';
import { all, eq, select } from './logical-pieces.js';

/** What of a SELECT is said beside its columns. */
export interface Parts {
  readonly where?: readonly Condition[];
  readonly group?: readonly Expression[];
  readonly having?: Condition;
  readonly order?: readonly OrderKey[];
  readonly limit?: number;
  readonly distinct?: boolean;
}

/** One filling of an intent: queries over its tables, whose columns and constants come with the words for them. */
export class Scene extends SceneMoments {
  /** Over the main table alone. */
  only(columns: readonly Expression[], parts: Parts = {}): SelectQuery {
    return build([this.#use(this.cast.main)], columns, parts);
  }

  /** What rows are grouped by for one group a parent: two of the same name stay two. */
  get perParent(): readonly Expression[] {
    return [this.raw('pKey'), this.raw('pLabel')];
  }

  /** As {@link perParent}, of the second table. */
  get perSecond(): readonly Expression[] {
    return [this.raw('sKey'), this.raw('sLabel')];
  }

  /** Over the main table and its parent. */
  joined(columns: readonly Expression[], parts: Parts = {}): SelectQuery {
    return build([this.#use(this.cast.main), this.#parent()], columns, parts);
  }

  /** Over the main table, its parent, and the second parent or the parent's parent. */
  three(columns: readonly Expression[], parts: Parts = {}): SelectQuery {
    return build([this.#use(this.cast.main), this.#parent(), this.#second()], columns, parts);
  }

  /** Over the main table and its second parent. */
  joinedSecond(columns: readonly Expression[], parts: Parts = {}): SelectQuery {
    return build([this.#use(this.cast.main), this.#second()], columns, parts);
  }

  /** Over the main table and the table of its status' codes, whose label is {@link statusLabel}. */
  withCodes(columns: readonly Expression[], parts: Parts = {}): SelectQuery {
    const { table, code } = this.#codes();
    const join = fieldsJoin(this.raw('status'), field(table, code.name), false);
    return build([this.#use(this.cast.main), { entity: table, instance: 0, join }], columns, parts);
  }

  /** Over the table of codes alone. */
  codes(columns: readonly Expression[], parts: Parts = {}): SelectQuery {
    return build([{ entity: this.#codes().table, instance: 0 }], columns, parts);
  }

  /** The rows that have a code of the query around. */
  withCode(): SelectQuery {
    const { table, code } = this.#codes();
    return this.only([this.raw('key')], {
      where: [eq(this.raw('status'), field(table, code.name))],
    });
  }

  /** What the code of the status stands for. */
  get statusLabel(): Expression {
    const { table, label } = this.#codes();
    return field(table, label.name);
  }

  #codes(): NonNullable<NonNullable<LivedInTable['status']>['codes']> {
    const codes = this.cast.main.status?.codes;
    if (!codes) throw new RangeError('intent: expected the need coded for codes of a status.');
    return codes;
  }

  /** Over the parents alone. */
  parents(columns: readonly Expression[], parts: Parts = {}): SelectQuery {
    return build([this.#use(this.cast.parent!.parent)], columns, parts);
  }

  /** Over all parents with their children, if they have any. */
  left(columns: readonly Expression[], parts: Parts = {}): SelectQuery {
    const join = fieldsJoin(this.raw('ref'), this.raw('pKey'), true);
    return build(
      [this.#use(this.cast.parent!.parent), { ...this.#use(this.cast.main), join }],
      columns,
      parts,
    );
  }

  /** The children of a parent of the query around. */
  children(where: readonly Condition[] = [], column: Expression = this.raw('key')): SelectQuery {
    return build([this.#use(this.cast.main)], [column], {
      where: [eq(this.raw('ref'), this.raw('pKey')), ...where],
    });
  }

  /** The other children, of siblings, of a parent of the query around. */
  otherChildren(
    where: readonly Condition[] = [],
    column: Expression = this.raw('sKey'),
  ): SelectQuery {
    return build([this.#use(this.cast.second!.child)], [column], {
      where: [eq(this.raw('ref2'), this.raw('pKey')), ...where],
    });
  }

  /** Over the rows of the second table alone. */
  seconds(columns: readonly Expression[], parts: Parts = {}): SelectQuery {
    const { child, parent } = this.cast.second!;
    const table = parent === this.cast.parent!.parent ? child : parent;
    return build([this.#use(table)], columns, parts);
  }

  /** Over rows of a hierarchy, their parents, and the parents of those. */
  lineage(columns: readonly Expression[]): SelectQuery {
    const up = (from: number): Source => ({
      entity: this.cast.main.table,
      instance: from + 1,
      join: fieldsJoin(this.at('ref', from), this.at('key', from + 1), false),
    });
    return build([this.#use(this.cast.main), up(0), up(1)], columns, {});
  }

  /** A column of the main table, of another use of it. */
  at(name: string, instance: number): FieldReference {
    return { ...this.raw(name), instance };
  }

  #use({ table }: LivedInTable): { entity: string; instance: number } {
    return { entity: table, instance: 0 };
  }

  #parent(): Source {
    const key = this.raw('pKey');
    const { entity, instance } = key;
    return { entity, instance, join: fieldsJoin(this.raw('ref'), key, false) };
  }

  #second(): Source {
    const key = this.raw('sKey');
    const { entity, instance } = key;
    return { entity, instance, join: fieldsJoin(this.raw('ref2'), key, false) };
  }
}

function build(
  from: readonly Source[],
  columns: readonly Expression[],
  { where = [], group, having, order, limit, distinct }: Parts,
): SelectQuery {
  return select(from, columns, {
    where: all(where),
    ...(group && { groupBy: group }),
    ...(having && { having }),
    ...(order && { orderBy: order }),
    ...(limit !== undefined && { limit }),
    ...(distinct === true && { distinct }),
  });
}

/** A query over queries in FROM. */
export function over(
  sources: readonly Source[],
  columns: readonly Expression[],
  parts: Parts = {},
): LogicalQuery {
  return build(sources, columns, parts);
}

function field(entity: string, name: string): FieldReference {
  return { kind: 'field', entity, instance: 0, field: name };
}

function fieldsJoin(
  left: FieldReference,
  right: FieldReference,
  optional: boolean,
): { kind: 'fields'; left: FieldReference; right: FieldReference; optional: boolean } {
  return { kind: 'fields', left, right, optional };
}
