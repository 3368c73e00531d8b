import type { GraphValue } from './values.js';

/** What names a node: a text, or a whole number. */
export type NodeId = string | bigint;

/** Properties by name. */
export type Properties = ReadonlyMap<string, GraphValue>;

const none: Properties = new Map();

/**
 * A node with its labels. Properties belong to a label, or to the node itself where a language knows no properties of labels. A node that
 * only edges name has no label.
 */
export class GraphNode {
  readonly id: NodeId;
  /** Properties of each label, in the order in which labels were given. */
  readonly labels: Map<string, Properties>;
  /** Properties that belong to no label. */
  readonly own: Properties;
  /** Edges that begin here, and edges that end here, in the order in which they were added. */
  readonly outgoing: GraphEdge[] = [];
  readonly incoming: GraphEdge[] = [];

  constructor(id: NodeId, labels: Map<string, Properties> = new Map(), own: Properties = none) {
    this.id = id;
    this.labels = labels;
    this.own = own;
  }

  /** Its own properties; without such, those of all labels, and where two have the same, that of the later label. */
  get properties(): Properties {
    if (this.own.size > 0 || this.labels.size === 0) return this.own;
    const [first] = this.labels.values();
    if (this.labels.size === 1) return first!;
    return new Map([...this.labels.values()].flatMap((each) => [...each]));
  }
}

/** A directed edge. Edges between the same nodes of the same type differ in their rank. */
export class GraphEdge {
  readonly type: string;
  readonly from: GraphNode;
  readonly to: GraphNode;
  readonly rank: bigint;
  readonly properties: Properties;

  // eslint-disable-next-line @typescript-eslint/max-params -- what an edge is made of
  constructor(
    type: string,
    from: GraphNode,
    to: GraphNode,
    rank: bigint = 0n,
    properties: Properties = none,
  ) {
    this.type = type;
    this.from = from;
    this.to = to;
    this.rank = rank;
    this.properties = properties;
  }
}

/** An edge that is walked, and where it leads. `forward` is false against its direction. */
export interface Step {
  readonly edge: GraphEdge;
  readonly node: GraphNode;
  readonly forward: boolean;
}

/** A walk from a node along edges. */
export class GraphPath {
  readonly start: GraphNode;
  readonly steps: readonly Step[];

  constructor(start: GraphNode, steps: readonly Step[] = []) {
    this.start = start;
    this.steps = steps;
  }

  /** The nodes in the order of the walk. */
  get nodes(): readonly GraphNode[] {
    return [this.start, ...this.steps.map(({ node }) => node)];
  }

  /** The node at the end. */
  get end(): GraphNode {
    return this.steps.at(-1)?.node ?? this.start;
  }
}
