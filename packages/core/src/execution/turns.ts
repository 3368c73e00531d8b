import type { QueryBudget } from './query-budget.js';

/** Leaves an expression in which a loop lets others work; {@link Turns.run} catches it. */
class Pause extends Error {}
const pause = new Pause('a loop lets others work');

/** A loop of an expression that is being evaluated, or the evaluation itself. */
interface Loop {
  readonly of: object | undefined;
  state: unknown;
  at: 'begin' | 'items' | 'end';
  /** Loops inside of it, in the order in which its current item comes to them; those before `next` have been come to. */
  inside: Loop[] | undefined;
  next: number;
}

/** Rows, and at each `undefined` a turn of others. */
type Rows<Row> = Generator<Row | undefined, void>;

/**
 * Loops inside of expressions that let others work.
 *
 * Expressions are plain functions, so that they are fast; a function cannot wait. A loop whose turn is over therefore leaves the
 * whole expression, which is evaluated again after the others' turn: loops that had ended give what they gave, and the one
 * that left goes on at its item. What is evaluated may have no effects but on what it makes itself.
 */
export class Turns {
  private readonly budget: Pick<QueryBudget, 'step'>;
  /** Undefined where nobody catches a pause. */
  private around: Loop | undefined;

  /** `budget` says when others should work. */
  constructor(budget: Pick<QueryBudget, 'step'>) {
    this.budget = budget;
  }

  /** What `evaluate` gives. @throws QueryTimeoutError, and what `evaluate` throws */
  *run<Made>(evaluate: () => Made): Generator<undefined, Made> {
    const whole = newLoop(undefined);
    for (;;) {
      const { around } = this;
      whole.next = 0;
      this.around = whole;
      try {
        return evaluate();
      } catch (error) {
        if (error !== pause) throw error;
      } finally {
        this.around = around;
      }
      yield undefined;
    }
  }

  /**
   * A loop: `advance` does one item, and is false at the end. Where a loop inside of it pauses, it does the same item again.
   *
   * @param of - what tells the loop from others, for example its expression
   * @returns the state at the end
   */
  loop<State>(of: object, begin: () => State, advance: (state: State) => boolean): State {
    const { around, budget } = this;
    if (around === undefined) {
      const state = begin();
      while (advance(state)) budget.step();
      return state;
    }
    const loop = loopAt(around, of);
    if (loop.at === 'end') return loop.state as State;
    this.around = loop;
    loop.next = 0;
    try {
      if (loop.at === 'begin') {
        loop.state = begin();
        loop.at = 'items';
        forgetInside(loop);
      }
      const state = loop.state as State;
      for (;;) {
        const goesOn = advance(state);
        forgetInside(loop);
        if (!goesOn) break;
        if (budget.step()) throw pause;
      }
      loop.at = 'end';
      return state;
    } finally {
      this.around = around;
    }
  }

  /** What is to be made once only, because it counts as held or takes long. */
  once<Made>(of: object, make: () => Made): Made {
    return this.loop(of, make, () => false);
  }

  /** A loop over rows: `take` is false where no more are wanted. */
  over<Row, State>(
    of: object,
    { rows, state }: { readonly rows: () => Rows<Row>; readonly state: () => State },
    take: (state: State, row: Row) => boolean,
  ): State {
    const begin = (): { made: State; left: Rows<Row>; row: Row | undefined } => ({
      made: state(),
      left: rows(),
      row: undefined,
    });
    return this.loop(of, begin, (at) => {
      if (at.row === undefined) {
        const { done, value } = this.apart(() => at.left.next());
        if (done) return false;
        if (value === undefined && this.around !== undefined) throw pause;
        at.row = value as Row | undefined;
      }
      const goesOn = at.row === undefined || take(at.made, at.row);
      at.row = undefined;
      return goesOn;
    }).made;
  }

  /** A generator would not survive a pause of somebody else's loop: only those in its own {@link Turns.run} pause. */
  private apart<Made>(work: () => Made): Made {
    const { around } = this;
    this.around = undefined;
    try {
      return work();
    } finally {
      this.around = around;
    }
  }
}

function newLoop(of: object | undefined): Loop {
  return { of, state: undefined, at: 'begin', inside: undefined, next: 0 };
}

function forgetInside(loop: Loop): void {
  loop.inside = undefined;
  loop.next = 0;
}

function loopAt(around: Loop, of: object): Loop {
  const place = around.next;
  around.next += 1;
  const inside = (around.inside ??= []);
  const known = inside[place];
  if (known?.of === of) return known;
  // Chance took another way than before: what it began is of no use.
  if (known !== undefined) inside.length = place;
  const loop = newLoop(of);
  inside.push(loop);
  return loop;
}
