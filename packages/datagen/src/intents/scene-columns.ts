import type { Condition, Expression, FieldReference } from '@momq/dialect';

import { aggregate } from '../generated/questions/query-builder.js';
import { plural } from '../generated/english/inflection.js';
import type { Random } from '../generated/random.js';
import type { LivedInColumn, LivedInTable } from '../templates/lived-in/lived-in-database.js';
import { identity, nounOf, withArticle } from '../templates/template.js';
import { columnsFor } from './cast.js';
import type { Cast, Need, Needs } from './cast.js';
import { call, eq, isNull, notNull, ratio, select, subquery, term } from './logical-pieces.js';

/** Needs that a column is found for under another name, and the second of two. */
const slots: Partial<Readonly<Record<Need, readonly string[]>>> = {
  clock: ['start'],
  coded: ['status'],
  flags: ['flag', 'flagB'],
  categories: ['category', 'categoryB'],
  measures: ['measure', 'measureB'],
};

/** Which use of which table a column is read from. */
interface Place {
  readonly column: LivedInColumn;
  readonly instance: number;
}

/** A filling of no use: the drawn rows do not allow the question. */
export class Unfillable extends Error {
  override readonly name = 'Unfillable';
}

/** The columns that one filling of an intent plays with, as expressions, and the words for them. */
export class SceneColumns {
  /** What stands for each placeholder of a saying. */
  readonly words = new Map<string, string>();
  readonly #columns = new Map<string, Place>();

  constructor(
    protected readonly random: Random,
    protected readonly cast: Cast,
    { shape, main, parent, second }: Needs,
  ) {
    const self = shape === 'self' ? 1 : 0;
    this.#take(cast.main, main, '', 0);
    this.#add('key', cast.main.key);
    this.#add('id', identity(cast.main));
    if (cast.main.label) {
      this.#add('label', cast.main.label);
      this.words.set('aLabel', withArticle(cast.main.label.words));
    }
    this.#say('row', nounOf({ random }, cast.main));
    if (cast.parent) {
      const link = cast.parent;
      this.#add('ref', link.column);
      this.#take(link.parent, parent, 'p', self);
      this.#add('pKey', link.parent.key, self);
      if (link.parent.label) this.#add('pLabel', link.parent.label, self);
      this.#say('parent', nounOf({ random }, link.parent));
      if (link.role !== undefined) this.words.set('parent', link.role);
    }
    if (cast.second) {
      const siblings = shape === 'siblings';
      const table = siblings ? cast.second.child : cast.second.parent;
      this.#add('ref2', cast.second.column);
      this.#take(table, second, 's', 0);
      this.#add('sKey', table.key);
      if (table.label) this.#add('sLabel', table.label);
      this.#say('other', nounOf({ random }, table));
    }
  }

  #take(table: LivedInTable, needs: readonly Need[], prefix: string, instance: number): void {
    for (const need of needs) {
      const names = slots[need] ?? [need];
      const drawn = this.random.sample(columnsFor(table, need), names.length);
      for (const [index, name] of names.entries())
        this.#add(prefixed(prefix, name), drawn[index]!, instance);
    }
  }

  #add(name: string, column: LivedInColumn, instance = 0): void {
    this.#columns.set(name, { column, instance });
    this.words.set(name, column.words);
  }

  #say(name: string, noun: string): void {
    this.words.set(name, noun);
    this.words.set(`${name}s`, plural(noun));
    this.words.set(`a${name.charAt(0).toUpperCase()}${name.slice(1)}`, withArticle(noun));
  }

  /** The column of a name. @throws RangeError for a name that the needs do not mention */
  column(name: string): LivedInColumn {
    return this.#place(name).column;
  }

  #place(name: string): Place {
    const place = this.#columns.get(name);
    if (place === undefined)
      throw new RangeError(
        `intent: expected one of the columns ${[...this.#columns.keys()].join(', ')}, got ${name}. Add it to the needs.`,
      );
    return place;
  }

  /** A column as it is stored. */
  raw(name: string): FieldReference {
    const { column, instance } = this.#place(name);
    return { kind: 'field', entity: column.table, instance, field: column.name };
  }

  /** A column as people count it: money in whole units, moments as dates. */
  f(name: string): Expression {
    const { column } = this.#place(name);
    const field = this.raw(name);
    if (column.cents === true) return ratio(field, 100);
    return column.encoding === 'unix-seconds' ? call('fromUnixSeconds', field) : field;
  }

  /** An aggregate of a column, money in whole units. */
  agg(what: 'sum' | 'avg' | 'min' | 'max', name: string): Expression {
    const { cents } = this.column(name);
    return cents === true
      ? ratio(aggregate(what, this.raw(name)), 100)
      : aggregate(what, this.f(name));
  }

  /** A condition: the flag says yes. */
  yes(name = 'flag'): Condition {
    return eq(this.raw(name), term((this.column(name).yes ?? true) as string | number | boolean));
  }

  /** A condition: the flag says no. */
  no(name = 'flag'): Condition {
    return eq(this.raw(name), term((this.column(name).no ?? false) as string | number | boolean));
  }

  /** A condition: the row was deleted without being removed. */
  gone(name = 'deleted'): Condition {
    return this.column(name).yes === undefined ? notNull(this.raw(name)) : this.yes(name);
  }

  /** A condition: the row was not deleted. */
  alive(name = 'deleted'): Condition {
    return this.column(name).yes === undefined ? isNull(this.raw(name)) : this.no(name);
  }

  /** A condition: the status is what the word says, looked up where the database keeps codes. */
  hasStatus(value: string): Condition {
    const codes = this.cast.main.status?.codes;
    if (!codes) return eq(this.raw('status'), value);
    const of = (column: LivedInColumn): FieldReference => ({
      kind: 'field',
      entity: codes.table,
      instance: 0,
      field: column.name,
    });
    return eq(
      this.raw('status'),
      subquery(
        select([{ entity: codes.table, instance: 0 }], [of(codes.code)], {
          where: eq(of(codes.label), value),
        }),
      ),
    );
  }
}

function prefixed(prefix: string, name: string): string {
  return prefix === '' ? name : `${prefix}${name.charAt(0).toUpperCase()}${name.slice(1)}`;
}
