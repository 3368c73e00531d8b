import { GraphEdge, GraphNode, GraphPath, type Properties } from './graph-elements.js';
import { BadNull, ValueSet, isList, isMap, type GraphValue } from './values.js';

/** A value as `toString` gives it: text as it is, numbers in decimal, points in time as ISO 8601. */
export function textOf(value: GraphValue): string {
  return typeof value === 'string' ? value : shown(value);
}

/** A value as people read it: text in quotes, nodes, edges and paths as patterns. */
export function shown(value: GraphValue): string {
  if (value === null) return 'NULL';
  if (value instanceof BadNull) return value.reason;
  if (typeof value === 'string') return JSON.stringify(value);
  if (typeof value === 'number') return numberText(value);
  if (isList(value)) return `[${value.map(shown).join(', ')}]`;
  if (value instanceof ValueSet) return `{${value.items.map(shown).join(', ')}}`;
  if (isMap(value)) return mapText(value);
  if (value instanceof GraphNode) {
    const labels = [...value.labels].map(([name, properties]) => ` :${name}${mapText(properties)}`);
    return `(${shown(value.id)}${labels.join('')})`;
  }
  if (value instanceof GraphEdge)
    return `[:${value.type} ${shown(value.from.id)}->${shown(value.to.id)} @${value.rank} ${mapText(value.properties)}]`;
  if (value instanceof GraphPath) {
    const steps = value.steps.map(({ edge, node, forward }) => {
      const inside = `-[:${edge.type}@${edge.rank} ${mapText(edge.properties)}]-`;
      return `${forward ? '' : '<'}${inside}${forward ? '>' : ''}${shown(node)}`;
    });
    return `<${shown(value.start)}${steps.join('')}>`;
  }
  return value.toString();
}

function mapText(map: Properties): string {
  return `{${[...map].map(([key, value]) => `${key}: ${shown(value)}`).join(', ')}}`;
}

/** A float shows that it is one: `1.0`. */
function numberText(value: number): string {
  if (Number.isInteger(value) && Math.abs(value) < 1e15) return value.toFixed(1);
  return Number.isFinite(value) ? String(value) : value > 0 ? 'inf' : value < 0 ? '-inf' : 'nan';
}
