import { BadNull, type GraphNode, type GraphValue } from '@momq/graph-store';
import { queryError, unsupported } from './engine-error.js';
import type { Hop, Scope } from './scope.js';

/** A property of a node under a tag; `absent` where it has not the tag. */
export function nodeTagProperty(
  node: GraphNode,
  tag: string,
  name: string,
  absent: GraphValue,
): GraphValue {
  const properties = node.labels.get(tag);
  return properties === undefined ? absent : (properties.get(name) ?? null);
}

/** `edge.property` or `tag.property` of the step or the vertex that a traversal stands at; undefined where it stands at none. */
export function hopProperty(label: string, name: string, scope: Scope): GraphValue | undefined {
  const { hop, vertex, session } = scope;
  if (hop !== undefined) return edgeProperty(hop, label, name, scope);
  if (vertex === undefined) return undefined;
  const properties = session.space.tags.get(label);
  if (properties === undefined) return undefined;
  if (!properties.has(name))
    throw queryError(`\`${label}.${name}', not found the property \`${name}'.`);
  return nodeTagProperty(vertex, label, name, BadNull.empty);
}

function edgeProperty(hop: Hop, label: string, name: string, scope: Scope): GraphValue | undefined {
  const type = hop.aliases.get(label) ?? label;
  const properties = scope.session.space.edges.get(type);
  if (properties === undefined) return undefined;
  const { edge, node } = hop.step;
  if (!name.startsWith('_') && !properties.has(name))
    throw queryError(`\`${label}.${name}', not found the property \`${name}'.`);
  if (edge.type !== type) return BadNull.empty;
  switch (name) {
    case '_src':
      return hop.source.id;
    case '_dst':
      return node.id;
    case '_rank':
      return edge.rank;
    case '_type':
      throw unsupported('the number of an edge type');
    default:
      return edge.properties.get(name) ?? null;
  }
}
