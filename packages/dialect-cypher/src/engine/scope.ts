import type { QueryBudget } from '@momq/core/execution';
import type { GraphValue, PropertyGraph, ValueType } from '@momq/graph-store';
import type { AggregateList } from './aggregate-list.js';
import type { Compilers } from './compilers.js';
import { queryError } from './engine-error.js';
import type { Procedure } from './procedures.js';

/** What is known of a value before a query runs. */
export type StaticType = ValueType | 'any';

/** Values of a row by their slots; a slot without a value is undefined and nobody reads it. */
export type Row = GraphValue[];

/** Where the value of a name stands in a row, and what kind it has. */
export interface Variable {
  readonly slot: number;
  readonly type: StaticType;
}

/** What a query runs with. */
export interface Session {
  readonly graph: PropertyGraph;
  readonly budget: QueryBudget;
  readonly parameters: ReadonlyMap<string, GraphValue>;
  /** The time of the statement, in nanoseconds since 1970-01-01 00:00 UTC. */
  readonly now: bigint;
  readonly procedures: ReadonlyMap<string, Procedure>;
  /** Where each MATCH writes its steps down, if somebody asks. */
  readonly plan?: string[];
}

/** An expression that is ready to run: its value for a row. */
export interface Compiled {
  readonly value: (row: Row) => GraphValue;
  readonly type: StaticType;
}

/** Names that a part of a query sees. Scopes of one frame share the slots of its rows. */
export class Scope {
  readonly session: Session;
  readonly compilers: Compilers;
  private readonly names: Map<string, Variable>;
  private readonly frame: { size: number };
  /** Where aggregates go; undefined where none may stand. */
  readonly aggregates: AggregateList | undefined;
  private expressions: ReadonlyMap<string, Variable> | undefined;
  /** Slots that were looked up, for each part of the query around that asks. */
  private readonly used: readonly Set<number>[];

  constructor(
    session: Session,
    compilers: Compilers,
    inherited: {
      readonly names?: ReadonlyMap<string, Variable>;
      readonly frame?: { size: number };
      readonly aggregates?: AggregateList | undefined;
      readonly known?: ReadonlyMap<string, Variable> | undefined;
      readonly used?: readonly Set<number>[];
    } = {},
  ) {
    this.session = session;
    this.compilers = compilers;
    this.names = new Map(inherited.names);
    this.frame = inherited.frame ?? { size: 0 };
    this.aggregates = inherited.aggregates;
    this.expressions = inherited.known;
    this.used = inherited.used ?? [];
  }

  /** A scope inside of this one, which sees the same names and may have more. `used` receives the slots that are looked up. */
  inner({
    used,
    ...changes
  }: {
    readonly aggregates?: AggregateList | undefined;
    readonly known?: ReadonlyMap<string, Variable> | undefined;
    readonly used?: Set<number>;
  } = {}): Scope {
    const { names, frame, aggregates, known } = this;
    return new Scope(this.session, this.compilers, {
      names,
      frame,
      aggregates,
      known,
      used: used ? [...this.used, used] : this.used,
      ...changes,
    });
  }

  /** A scope of the same rows that sees nothing yet. */
  emptied(): Scope {
    return new Scope(this.session, this.compilers, { frame: this.frame, used: this.used });
  }

  /** Slots of expressions that are values of the row already, by {@link expressionKey}. */
  get known(): ReadonlyMap<string, Variable> | undefined {
    return this.expressions;
  }

  /** Names in the order in which they came. */
  get all(): ReadonlyMap<string, Variable> {
    return this.names;
  }

  /** True for a name that stands for something. */
  has(name: string): boolean {
    return this.names.has(name);
  }

  /** What a name stands for. @throws QueryExecutionError for an unknown one */
  variable(name: string): Variable {
    const found = this.names.get(name);
    if (found === undefined) {
      const known = [...this.names.keys()].filter((each) => !each.startsWith(' '));
      const hint = known.length > 0 ? `; defined: ${known.slice(0, 10).join(', ')}` : '';
      throw queryError(`expected a defined variable, got ${name}, which is not defined${hint}`);
    }
    for (const slots of this.used) slots.add(found.slot);
    return found;
  }

  /** Gives a name a new slot. */
  declare(name: string, type: StaticType): Variable {
    const variable = { slot: this.slot(), type };
    this.names.set(name, variable);
    // What was known of an older thing of this name is not so of the new one.
    const mention = `"name":${JSON.stringify(name)}`;
    if (this.expressions)
      this.expressions = new Map([...this.expressions].filter(([key]) => !key.includes(mention)));
    return variable;
  }

  /** Gives a name the slot of another. */
  alias(name: string, variable: Variable): void {
    this.names.set(name, variable);
  }

  /** A slot that has no name. */
  slot(): number {
    this.frame.size += 1;
    return this.frame.size - 1;
  }
}
