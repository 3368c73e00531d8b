import type {
  Condition,
  Expression,
  FieldReference,
  LogicalQuery,
  OrderKey,
  SelectQuery,
  Source,
} from '@momq/dialect';

import { dayOf, monthNames, somePeriod } from '../templates/period.js';
import type { Period } from '../templates/period.js';
import type { LivedInTable } from '../templates/lived-in/lived-in-database.js';
import { Unfillable, SceneColumns } from './scene-columns.js';
import { all, call, eq, ge, gt, le, literal, lt, ne, select } from './logical-pieces.js';

/** What of a SELECT is said beside its columns. */
export interface Parts {
  readonly where?: readonly Condition[];
  readonly group?: readonly Expression[];
  readonly having?: Condition;
  readonly order?: readonly OrderKey[];
  readonly limit?: number;
  readonly distinct?: boolean;
}

const comparisons = { '=': eq, '!=': ne, '<': lt, '<=': le, '>': gt, '>=': ge } as const;

/** One filling of an intent: its tables joined, and constants drawn from their rows with the words for them. */
export class Scene extends SceneColumns {
  readonly #drawn = new Map<string, string | number | boolean>();

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

  /** A year in which some row began; says `{year}`. */
  year(name = 'start'): number {
    const year = Number(this.#someDay(name).slice(0, 4));
    this.words.set('year', String(year));
    return year;
  }

  /** A year and the next one; says `{year}` and `{nextYear}`. */
  twoYears(name = 'start'): readonly [number, number] {
    const year = Math.min(2023, this.year(name));
    this.words.set('year', String(year)).set('nextYear', String(year + 1));
    return [year, year + 1];
  }

  /** A condition: the moment is in the year. */
  inYear(year: number, name = 'start'): Condition {
    return eq(call('year', this.f(name)), year);
  }

  /** A condition: the moment is in a period; says `{when}`. */
  within(name = 'start'): Condition {
    const period = somePeriod(this.random, this.column(name));
    this.words.set('when', this.random.pick(period.words));
    return this.during(period, name);
  }

  /** A condition: the moment is in the period. */
  during({ from, before, year }: Period, name = 'start'): Condition {
    return year !== undefined
      ? this.inYear(year, name)
      : all([this.since(from, name), this.before(before, name)])!;
  }

  /** A condition: on the day or later. */
  since(day: string, name = 'start'): Condition {
    return ge(this.raw(name), this.#day(day, name));
  }

  /** A condition: earlier than the day. */
  before(day: string, name = 'start'): Condition {
    return lt(this.raw(name), this.#day(day, name));
  }

  #day(day: string, name: string): Expression {
    return this.column(name).encoding === 'unix-seconds'
      ? call('unixSeconds', literal(day))
      : literal(day);
  }

  /** A day of some row, as far through all of them as the share says; says `{day}`. */
  day(share: number, name = 'start', as = 'day'): string {
    const days = this.#values(name).map(dayOf).sort();
    const day = days[Math.floor((days.length - 1) * share)]!;
    this.words.set(as, day);
    return day;
  }

  #someDay(name: string): string {
    return dayOf(this.random.pick(this.#values(name)));
  }

  #values(name: string): readonly (string | number | boolean)[] {
    const values = this.column(name).values.filter(
      (value): value is string | number | boolean =>
        typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean',
    );
    if (values.length === 0) throw new Unfillable(`no value of ${name}`);
    return values;
  }

  /** A small whole number; says `{n}`. */
  n(low: number, high: number, name = 'n'): number {
    const n = this.random.integer(low, high);
    this.words.set(name, String(n));
    return n;
  }

  /** One of some numbers; says `{n}`. */
  oneOf(numbers: readonly number[], name = 'n'): number {
    const n = this.random.pick(numbers);
    this.words.set(name, String(n));
    return n;
  }

  /** A condition: the column has a value of its rows; says `{value}`. */
  isValue(name: string, as = 'value'): Condition {
    return eq(this.raw(name), this.value(name, as));
  }

  /** A calendar month in which some row began, 1 to 12; says `{month}`. */
  calendarMonth(name = 'start'): number {
    const month = Number(this.#someDay(name).slice(5, 7));
    this.words.set('month', monthNames[month - 1]!);
    return month;
  }

  /** A value of a column, other than those drawn before; says `{value}`. */
  value(name: string, as = 'value'): string | number | boolean {
    const said = new Set(
      [...this.words.entries()].filter(([key]) => key.startsWith('value')).map(([, text]) => text),
    );
    const left = [...new Set(this.#values(name))].filter((value) => !said.has(String(value)));
    if (left.length === 0) throw new Unfillable(`no further value of ${name}`);
    const value = this.random.pick(left);
    this.words.set(as, String(value));
    this.#drawn.set(as, value);
    return value;
  }

  /** A value that was drawn before. */
  drawn(as: string): string | number | boolean {
    return this.#drawn.get(as)!;
  }

  /** A condition: the status is one of its words; says `{state}`. */
  isState(as = 'state'): Condition {
    const status = this.cast.main.status!;
    const said = this.words.get('state');
    const used = new Set(status.column.values.map(String));
    const open = status.words.flatMap((word, index) => {
      const code = status.codes?.code.values[index] ?? status.values[index];
      return word !== said && used.has(String(code)) ? [{ word, value: status.values[index] }] : [];
    });
    if (open.length === 0) throw new Unfillable('no further status');
    const { word, value } = this.random.pick(open);
    this.words.set(as, word);
    return this.hasStatus(String(value));
  }

  /** A round number about as far through the values of a column as the share says, money in whole units; says `{bound}`. */
  bound(name: string, share: number, as = 'bound'): number {
    const { cents } = this.column(name);
    const values = this.#values(name)
      .filter((value): value is number => typeof value === 'number')
      .map((value) => (cents === true ? value / 100 : value))
      .sort((a, b) => a - b);
    if (new Set(values).size < 5) throw new Unfillable(`few values of ${name}`);
    const bound = rounded(values[Math.floor((values.length - 1) * share)]!);
    this.words.set(as, String(bound));
    return bound;
  }

  /** The first letter of a text of the column; says `{letter}`. */
  letter(name = 'label'): string {
    const text = String(this.random.pick(this.#values(name)));
    const letter = /^[A-Za-z]/.exec(text)?.[0].toUpperCase();
    if (letter === undefined) throw new Unfillable('no letter');
    this.words.set('letter', letter);
    return letter;
  }

  /** A word of a text of the column; says `{part}`. */
  part(name = 'label'): string {
    const words = String(this.random.pick(this.#values(name)))
      .split(/[^A-Za-z]+/)
      .filter((word) => word.length > 3);
    if (words.length === 0) throw new Unfillable('no word');
    const part = this.random.pick(words);
    this.words.set('part', part);
    return part;
  }

  /** A comparison of a column with a number as people count it. */
  is(name: string, operator: keyof typeof comparisons, bound: number): Condition {
    const { cents } = this.column(name);
    return comparisons[operator](this.raw(name), cents === true ? Math.round(bound * 100) : bound);
  }

  /** The name of a parent that has children; says `{name}`. */
  name(as = 'name'): string {
    const { column, parent } = this.cast.parent!;
    return this.#label(parent, this.random.pick(column.values), as);
  }

  /** The name of a row that stands under another of its table; says `{name}`. */
  childName(): string {
    const { ref, label } = { ref: this.column('ref'), label: this.column('label') };
    const names = label.values.filter((_, row) => ref.values[row] !== null);
    if (names.length === 0) throw new Unfillable('nothing stands under anything');
    const name = String(this.random.pick(names));
    this.words.set('name', name);
    return name;
  }

  /** Gives the filling up, as its columns make no question. */
  unfit(why: string): never {
    throw new Unfillable(why);
  }

  /** The name of a row of the second parent that is referred to; says `{otherName}`. */
  otherName(as = 'otherName'): string {
    const { column, parent } = this.cast.second!;
    return this.#label(parent, this.random.pick(column.values), as);
  }

  #label({ key, label }: LivedInTable, value: unknown, as: string): string {
    const name = label?.values[key.values.findIndex((each) => each === value)];
    if (name === undefined || name === null || [...this.words.values()].includes(String(name)))
      throw new Unfillable('no name');
    this.words.set(as, String(name));
    return String(name);
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

function rounded(value: number): number {
  const step = 10 ** Math.max(0, Math.floor(Math.log10(Math.max(1, Math.abs(value)))) - 1);
  return Math.abs(value) < 10 ? Math.round(value * 2) / 2 : Math.round(value / step) * step;
}
