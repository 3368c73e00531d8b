import {
  GraphNode,
  isNull,
  typeOf,
  type GraphEdge,
  type GraphValue,
  type Walk,
} from '@momq/graph-store';
import { queryError } from './engine-error.js';
import { namesOf } from './label-test.js';
import type { SoughtEdge } from './sought.js';
import type { PlannedStep } from './match-plan.js';

/** What a step finds: true once the row has it, false where others may work before it goes on. */
export type Finding = Generator<boolean, void>;

/** Relationships that the row holds already: none is found twice in one MATCH. */
export type Used = Set<GraphEdge>;

/** A planned step of one kind. */
export type StepOf<Kind extends PlannedStep['kind']> = Extract<PlannedStep, { kind: Kind }>;

const opposite = { out: 'in', in: 'out', both: 'both' } as const;

/** The relationships that a pattern may follow from its left or its right end. */
export function walkOf(edge: SoughtEdge, rightward: boolean): Walk {
  const { direction, types } = edge.pattern;
  const names = types && namesOf(types);
  return {
    direction: rightward ? direction : opposite[direction],
    ...(names && { types: new Set(names) }),
  };
}

/** The node that a slot holds; undefined for null. @throws QueryExecutionError for other values */
export function nodeIn(value: GraphValue | undefined): GraphNode | undefined {
  if (value instanceof GraphNode) return value;
  if (value === undefined || isNull(value)) return undefined;
  throw queryError(`expected a node, got a ${typeOf(value)}`);
}
