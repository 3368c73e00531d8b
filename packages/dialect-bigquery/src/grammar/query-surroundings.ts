import type { TextRange } from '@momq/dialect';

/** An expression of WITH, with its name. */
export interface NamedExpression extends TextRange {
  readonly name: string;
}

/** What is known around a query. */
export interface Surroundings {
  /** Expressions of WITH in queries around. */
  readonly around: readonly NamedExpression[];
  /** Those of its own, behind pipes too. */
  readonly own: readonly NamedExpression[];
  /** Whether it, or a query around it, stands in an expression, where columns around may be used. */
  readonly isInExpression: boolean;
  /** Whether it stands in another query, and WITH RECURSIVE in the text before its end. */
  readonly isInRecursion: boolean;
}

/** Notes what is known around queries while a text is read. */
export class SurroundingNotes {
  private known: readonly NamedExpression[] = [];
  private around = 0;
  private depth = 0;
  private isInExpression = false;
  private hasRecursion = false;

  /** Reads a query. */
  inQuery(isInExpression: boolean, read: () => void): void {
    const before = { known: this.known, around: this.around, is: this.isInExpression };
    this.around = this.known.length;
    this.isInExpression ||= isInExpression;
    this.depth += 1;
    read();
    this.depth -= 1;
    [this.known, this.around, this.isInExpression] = [before.known, before.around, before.is];
  }

  addExpression(expression: NamedExpression): void {
    this.known = [...this.known, expression];
  }

  addRecursion(): void {
    this.hasRecursion = true;
  }

  /** Around the query that is being read. */
  get now(): Surroundings {
    return {
      around: this.known.slice(0, this.around),
      own: this.known.slice(this.around),
      isInExpression: this.isInExpression,
      isInRecursion: this.hasRecursion && this.depth > 1,
    };
  }
}
