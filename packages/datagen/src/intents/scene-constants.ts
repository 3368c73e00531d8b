import type { Condition } from '@momq/dialect';

import type { LivedInTable } from '../templates/lived-in/lived-in-database.js';
import { SceneColumns, Unfillable } from './scene-columns.js';
import { eq, ge, gt, le, lt, ne } from './logical-pieces.js';

const comparisons = { '=': eq, '!=': ne, '<': lt, '<=': le, '>': gt, '>=': ge } as const;

/** Constants drawn from the rows of a filling's columns, with the words for them: values, states, bounds, names, small numbers. */
export class SceneConstants extends SceneColumns {
  readonly #drawn = new Map<string, string | number | boolean>();

  /** The values of a column that are there. */
  protected valuesOf(name: string): readonly (string | number | boolean)[] {
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

  /** A value of a column, other than those drawn before; says `{value}`. */
  value(name: string, as = 'value'): string | number | boolean {
    const said = new Set(
      [...this.words.entries()].filter(([key]) => key.startsWith('value')).map(([, text]) => text),
    );
    const left = [...new Set(this.valuesOf(name))].filter((value) => !said.has(String(value)));
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
    const values = this.valuesOf(name)
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
    const text = String(this.random.pick(this.valuesOf(name)));
    const letter = /^[A-Za-z]/.exec(text)?.[0].toUpperCase();
    if (letter === undefined) throw new Unfillable('no letter');
    this.words.set('letter', letter);
    return letter;
  }

  /** A word of a text of the column; says `{part}`. */
  part(name = 'label'): string {
    const words = String(this.random.pick(this.valuesOf(name)))
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

function rounded(value: number): number {
  const step = 10 ** Math.max(0, Math.floor(Math.log10(Math.max(1, Math.abs(value)))) - 1);
  return Math.abs(value) < 10 ? Math.round(value * 2) / 2 : Math.round(value / step) * step;
}
