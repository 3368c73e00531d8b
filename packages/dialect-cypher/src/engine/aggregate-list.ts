import type { AggregateFunction } from './aggregates.js';
import type { Row, Scope } from './scope.js';
import type { GraphValue } from '@momq/graph-store';

/** An aggregate of a projection. */
export interface AggregateCall {
  readonly slot: number;
  readonly make: () => AggregateFunction;
  readonly distinct: boolean;
  /** True for one that keeps its values to the end. */
  readonly keeps: boolean;
  /** True where its arguments may take longer than a turn. */
  readonly pauses: boolean;
  readonly values: readonly ((row: Row) => GraphValue)[];
}

/** The aggregates of a projection; their arguments see what the projection reads from. */
export class AggregateList {
  readonly calls: AggregateCall[] = [];
  readonly source: Scope;

  constructor(source: Scope) {
    this.source = source;
  }
}
