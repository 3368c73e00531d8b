import { QueryExecutionError, QueryTimeoutError } from '@momq/dialect';
import { Turns } from './turns.js';

/** Milliseconds after which others may work. */
const turnMs = 10;
/** Values that a query may hold at once. */
const mostHeld = 4_000_000;

/** The time and the space of a query that runs in turns with other work of this thread. */
export class QueryBudget {
  private readonly timeoutMs: number;
  private end: number;
  private turnEnd: number;
  private steps = 0;
  private held = 0;
  private readonly language: string;
  /** For loops inside of expressions. */
  readonly turns = new Turns(this);

  /** `language` is what errors begin with, for example `nGQL`; `spentMs` of the time are over already. */
  constructor(timeoutMs: number, language: string, spentMs = 0) {
    this.language = language;
    this.timeoutMs = timeoutMs;
    const now = performance.now();
    this.end = now + timeoutMs - spentMs;
    this.turnEnd = now + turnMs;
  }

  /** Begins the time anew, for a reader that has done work of its own since. */
  restart(): void {
    const now = performance.now();
    this.end = now + this.timeoutMs;
    this.turnEnd = now + turnMs;
  }

  /** Counts a step; true when others should work first. @throws QueryTimeoutError */
  step(): boolean {
    this.steps += 1;
    if (this.steps % 128 !== 0) return false;
    const now = performance.now();
    if (now > this.end) throw new QueryTimeoutError(this.timeoutMs);
    if (now < this.turnEnd) return false;
    this.turnEnd = now + turnMs;
    return true;
  }

  /** Others have worked; a new turn begins. @throws QueryTimeoutError */
  resume(): void {
    const now = performance.now();
    if (now > this.end) throw new QueryTimeoutError(this.timeoutMs);
    this.turnEnd = now + turnMs;
  }

  /** Counts values that stay in memory. @throws QueryExecutionError beyond what a query may hold */
  hold(count: number): void {
    this.held += count;
    if (this.held > mostHeld)
      throw new QueryExecutionError(
        `${this.language}: expected at most ${mostHeld} values held at once, got more. Narrow the query.`,
      );
  }
}
