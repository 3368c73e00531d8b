import type { Condition } from './match-conditions.js';
import type { NodePattern, RelationshipPattern } from './query-parts.js';
import type { Scope } from './scope.js';

/** A node to be found; the same name is the same node. */
export interface SoughtNode {
  readonly slot: number;
  /** What is said of it, at each place where its name stands. */
  readonly patterns: NodePattern[];
}

/** A relationship to be found, or a chain of them. */
export interface SoughtEdge {
  readonly slot: number;
  /** Where the steps of a chain stand, from left to right. */
  readonly chainSlot: number;
  readonly pattern: RelationshipPattern;
  readonly from: SoughtNode;
  readonly to: SoughtNode;
  /** True where an earlier clause has found it. */
  readonly isKnown: boolean;
  readonly shortest?: 'one' | 'all';
  /** What each relationship of a chain has to fulfil; it stands in the slot. */
  readonly each: readonly Condition[];
}

/** A path to be put together. */
export interface SoughtPath {
  readonly slot: number;
  readonly nodes: readonly SoughtNode[];
  readonly edges: readonly SoughtEdge[];
}

/** What a MATCH looks for. */
export interface Sought {
  readonly scope: Scope;
  readonly nodes: readonly SoughtNode[];
  readonly edges: readonly SoughtEdge[];
  readonly paths: readonly SoughtPath[];
  readonly conditions: readonly Condition[];
  /** Slots that have values before. */
  readonly bound: ReadonlySet<number>;
  /** Slots that get values here. */
  readonly fresh: readonly number[];
}
