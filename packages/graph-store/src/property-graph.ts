import { GraphEdge, GraphNode, type NodeId, type Properties } from './graph-elements.js';

/** Nodes and edges in memory. It holds what was added; nothing is ever removed. */
export class PropertyGraph {
  private readonly byId = new Map<NodeId, GraphNode>();
  private readonly byLabel = new Map<string, GraphNode[]>();
  private readonly byType = new Map<string, GraphEdge[]>();

  /** Gives a node a label with properties, and makes the node if there is none of this id. */
  addNode(id: NodeId, label: string, properties: Properties): GraphNode {
    const node = this.nodeOf(id);
    if (!node.labels.has(label)) {
      const group = this.byLabel.get(label);
      if (group) group.push(node);
      else this.byLabel.set(label, [node]);
    }
    node.labels.set(label, properties);
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

  /** Nodes of a label. */
  nodesOf(label: string): readonly GraphNode[] {
    return this.byLabel.get(label) ?? [];
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
