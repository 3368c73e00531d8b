import { labelsOf, type PlannedStep } from './match-plan.js';

/** A step in words, for people who ask how a query runs. */
export function stepText(step: PlannedStep): string {
  const checks = step.conditions.length > 0 ? ` with ${step.conditions.length} conditions` : '';
  switch (step.kind) {
    case 'check':
      return `Filter${checks}`;
    case 'scan': {
      const labels = labelsOf(step.node)
        .map((label) => `:${label}`)
        .join('');
      const how = step.lookup
        ? `Lookup(${labels} by ${step.lookup.property})`
        : `Scan(${labels || 'all nodes'})`;
      return `${how}${checks}`;
    }
    case 'known':
      return `KnownRelationship${checks}`;
    case 'expand': {
      const { range, direction } = step.edge.pattern;
      const length = range ? ` ${range.least} to ${range.most} times` : '';
      return `Expand(${direction}${length}${step.endKnown ? ', to a known node' : ''})${checks}`;
    }
    case 'shortest':
      return `ShortestPath(${step.edge.shortest ?? 'one'})${checks}`;
    case 'assemble':
      return `Path${checks}`;
  }
}
