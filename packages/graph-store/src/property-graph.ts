import { keyOf } from './comparison.js';
import { GraphEdge, GraphNode, type NodeId, type Properties } from './graph-elements.js';
import { indexOf, isIndexed, type PropertyIndex } from './property-index.js';
import type { GraphValue } from './values.js';

const noProperties: Properties = new Map();

/** Nodes and edges in memory. It holds what was added; nothing is ever removed. */
export class PropertyGraph {
  private readonly byId = new Map<NodeId, GraphNode>();
  private readonly byLabel = new Map<string, GraphNode[]>();
  private readonly byType = new Map<string, GraphEdge[]>();
  /** Made when they are first asked for, by label and property. */
  private readonly indexes = new Map<string, PropertyIndex>();

  /** Gives a node a label with properties, and makes the node if there is none of this id. */
  addNode(id: NodeId, label: string, properties: Properties): GraphNode {
    const node = this.nodeOf(id);
    this.indexes.clear();
    if (!node.labels.has(label)) {
      const group = this.byLabel.get(label);
      if (group) group.push(node);
      else this.byLabel.set(label, [node]);
    }
    node.labels.set(label, properties);
    return node;
  }

  /** Adds a node with labels that have no properties of their own. `id` has to be new. */
  addLabelledNode(id: NodeId, labels: Iterable<string>, properties: Properties): GraphNode {
    const node = new GraphNode(id, new Map(), properties);
    this.byId.set(id, node);
    this.indexes.clear();
    for (const label of labels) this.addNode(id, label, noProperties);
    return node;
  }

  /** Adds an edge. Its ends need not have labels. An edge of the same type, ends and rank stays beside it. */
  // eslint-disable-next-line @typescript-eslint/max-params -- what an edge is made of
  addEdge(
    type: string,
    from: NodeId,
    to: NodeId,
    properties: Properties,
    rank: bigint = 0n,
  ): GraphEdge {
    const [start, end] = [this.nodeOf(from), this.nodeOf(to)];
    const edge = new GraphEdge(type, start, end, rank, properties);
    start.outgoing.push(edge);
    end.incoming.push(edge);
    const group = this.byType.get(type);
    if (group) group.push(edge);
    else this.byType.set(type, [edge]);
    return edge;
  }

  /** The node of an id, if an edge or a label names one. */
  node(id: NodeId): GraphNode | undefined {
    return this.byId.get(id);
  }

  /** All nodes, in the order in which they came. */
  nodes(): Iterable<GraphNode> {
    return this.byId.values();
  }

  /** Number of nodes. */
  get size(): number {
    return this.byId.size;
  }

  /**
   * Nodes, of a label or of all, among which are those whose property equals a value, found by an index. Undefined for a value that no
   * index finds, as lists.
   */
  nodesWith(
    label: string | undefined,
    property: string,
    value: GraphValue,
  ): readonly GraphNode[] | undefined {
    if (!isIndexed(value)) return undefined;
    const name = JSON.stringify([label, property]);
    let index = this.indexes.get(name);
    if (index === undefined) {
      index = indexOf(label === undefined ? this.nodes() : this.nodesOf(label), property);
      this.indexes.set(name, index);
    }
    return index.get(keyOf(value)) ?? [];
  }

  /** Nodes of a label. */
  nodesOf(label: string): readonly GraphNode[] {
    return this.byLabel.get(label) ?? [];
  }

  /** Labels that a node has. */
  labels(): Iterable<string> {
    return this.byLabel.keys();
  }

  /** Types that an edge has. */
  types(): Iterable<string> {
    return this.byType.keys();
  }

  /** Edges of a type. */
  edgesOf(type: string): readonly GraphEdge[] {
    return this.byType.get(type) ?? [];
  }

  private nodeOf(id: NodeId): GraphNode {
    const known = this.byId.get(id);
    if (known) return known;
    const node = new GraphNode(id);
    this.byId.set(id, node);
    return node;
  }
}
