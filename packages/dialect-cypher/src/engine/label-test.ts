import { GraphEdge, GraphNode, isNull, typeOf, type GraphValue } from '@momq/graph-store';
import { queryError } from './engine-error.js';
import type { LabelTest } from './query-parts.js';

/** Says of a node or relationship whether its labels or type are as wanted; null of null. */
export function labelTest(labels: LabelTest): (value: GraphValue) => boolean | null {
  const fits = compileTest(labels);
  return (value) => {
    if (isNull(value)) return null;
    if (value instanceof GraphNode)
      return fits((name) => value.labels.has(name), value.labels.size);
    if (value instanceof GraphEdge) return fits((name) => value.type === name, 1);
    throw queryError(`expected a node or relationship before a label, got a ${typeOf(value)}`);
  };
}

type Fits = (has: (name: string) => boolean, count: number) => boolean;

function compileTest(labels: LabelTest): Fits {
  switch (labels.kind) {
    case 'name': {
      const { name } = labels;
      return (has) => has(name);
    }
    case 'any':
      return (_, count) => count > 0;
    case 'not': {
      const fits = compileTest(labels.of);
      return (has, count) => !fits(has, count);
    }
    case 'and': {
      const parts = labels.parts.map(compileTest);
      return (has, count) => parts.every((fits) => fits(has, count));
    }
    case 'or': {
      const parts = labels.parts.map(compileTest);
      return (has, count) => parts.some((fits) => fits(has, count));
    }
  }
}

/** The names, one of which a relationship has to have; undefined where a test says more than that. */
export function namesOf(labels: LabelTest): readonly string[] | undefined {
  if (labels.kind === 'name') return [labels.name];
  if (labels.kind !== 'or') return undefined;
  const names = labels.parts.map(namesOf);
  return names.some((each) => each === undefined) ? undefined : names.flatMap((each) => each ?? []);
}

/** A label that every node which passes has; undefined where none is certain. */
export function certainLabels(labels: LabelTest | undefined): readonly string[] {
  if (labels?.kind === 'name') return [labels.name];
  return labels?.kind === 'and' ? labels.parts.flatMap(certainLabels) : [];
}
