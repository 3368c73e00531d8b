import type { PipeHead, PipeStep } from '../grammar/pipe-steps.js';

/** Operators behind which a table's name still means the rows as they were before. */
const CHANGING = new Set(['SET', 'DROP', 'RENAME']);
/** Operators that leave the elements of an array what they are. */
const LEAVING = new Set(['WHERE', 'ORDER', 'LIMIT', 'TABLESAMPLE', 'AS']);

/** The names of tables at a place of a query with pipes, and whether a level around would keep what they mean. */
export class TableNames {
  readonly aliases: readonly string[];
  /** Those that may mean a value: a level around has a column of that name instead. */
  private readonly values: readonly string[];
  /** Columns beside those of the table that a level around would give its name, lower case; undefined where not known. */
  private readonly added: readonly string[] | undefined;
  /** Whether the rows are elements of an array, which any name would mean. */
  private readonly areElements: boolean;

  private constructor(
    { aliases, valueAliases }: Pick<PipeStep, 'aliases' | 'valueAliases'>,
    added: readonly string[] | undefined,
    areElements: boolean,
  ) {
    this.aliases = aliases;
    this.values = valueAliases;
    this.added = added;
    this.areElements = areElements;
  }

  /** @param text - of the head */
  static of(head: PipeHead, text: string): TableNames {
    const areElements = head.valueAliases.length > 0 || /^\s*UNNEST\b/i.test(text);
    return new TableNames(head, head.isAlone ? [] : undefined, areElements);
  }

  /** Those behind an operator. */
  behind(step: PipeStep): TableNames {
    if (CHANGING.has(step.operator))
      return new TableNames({ aliases: [], valueAliases: [] }, [], false);
    const areElements = this.areElements && LEAVING.has(step.operator);
    if (step.operator === 'AS' || !this.aliases.every((name) => step.aliases.includes(name)))
      return new TableNames(step, [], areElements);
    const { aliases } = step;
    const valueAliases = step.valueAliases.filter(
      (name) => this.isValue(name) || !this.aliases.includes(name),
    );
    return new TableNames({ aliases, valueAliases }, this.addedBehind(step), areElements);
  }

  /** The name for a level around; undefined where it gets none. */
  get ofLevel(): string | undefined {
    const [name] = this.aliases;
    return this.aliases.length === 1 && !this.isValue(name) ? name : undefined;
  }

  /** Whether the operators use a name that would mean something else, or nothing, in a level around. */
  areLostIn(steps: readonly PipeStep[]): boolean {
    return this.aliases.some((alias) =>
      usesOf(alias, steps).some(([, field]) => this.isLost(alias, field)),
    );
  }

  /** Whether the operators use names of arrays' elements. */
  areValuesUsedIn(steps: readonly PipeStep[]): boolean {
    return this.values.some((alias) => usesOf(alias, steps).length > 0);
  }

  /** Whether the operators use a name behind the operator that changes columns, which no level has. */
  areLostBehind(step: PipeStep, rest: readonly PipeStep[]): boolean {
    const changed = step.items.map(({ name = '' }) => name.toLowerCase());
    return this.aliases.some((alias) =>
      usesOf(alias, rest).some(
        ([, field]) => !this.isValue(alias) || field !== undefined || changed.includes(alias),
      ),
    );
  }

  /** Whether the operators use the new name of AS for elements of an array. */
  areElementsIn(step: PipeStep, rest: readonly PipeStep[]): boolean {
    if (!this.areElements) return false;
    return step.aliases.some((alias) =>
      usesOf(alias, rest).some(([, field]) => field === undefined),
    );
  }

  private isLost(alias: string, field: string | undefined): boolean {
    if (this.isValue(alias)) return field !== undefined;
    if (this.aliases.length > 1 || this.added === undefined) return true;
    if (this.added.includes(alias)) return true;
    return field === undefined ? this.added.length > 0 : this.added.includes(field);
  }

  private isValue(alias = ''): boolean {
    return this.values.includes(alias);
  }

  private addedBehind({ operator, items, paths }: PipeStep): readonly string[] | undefined {
    if (operator === 'JOIN') return undefined;
    if (operator !== 'EXTEND' && operator !== 'WINDOW') return this.added;
    if (this.added === undefined || items.some(({ isStar }) => isStar === true)) return undefined;
    // A path without a name of its own adds its last name.
    const unnamed = items.some(({ name }) => name === undefined) ? paths : [];
    const names = items.map(({ name = '' }) => name.toLowerCase());
    return [...this.added, ...names, ...unnamed.flatMap((path) => path.slice(-1))];
  }
}

/** Paths that begin with a table's name, up to the operator behind which it is not that table's. */
function usesOf(alias: string, steps: readonly PipeStep[]): readonly (readonly string[])[] {
  const end = steps.findIndex(
    ({ operator, aliases }) => operator === 'AS' || !aliases.includes(alias),
  );
  const seen = end < 0 ? steps : steps.slice(0, end + 1);
  return seen.flatMap(({ paths }) => paths.filter(([first]) => first === alias));
}
