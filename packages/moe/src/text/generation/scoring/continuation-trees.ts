/** Tokens of a pass over a tree. */
export const TREE_TOKENS = 128;
/** Log-probabilities that a pass over a tree gives. */
export const TREE_EDGES = 2 * TREE_TOKENS;

/** Tokens that one pass reads after a prompt: of a tree whose branches do not see each other, or of a piece of a path that is too long for one. */
export interface TreePass {
  /** How many tokens of the path were read by passes before; their keys and values are still there. */
  readonly offset: number;
  /** The token of each node; the first is the prompt's last one, or goes on from the pass before. */
  readonly tokens: readonly number[];
  /** The node before each node; -1 for the first. */
  readonly parents: readonly number[];
  /** Whose probabilities are wanted: a token after a node. */
  readonly edges: readonly TreeEdge[];
}

/** A token that follows a node. */
export interface TreeEdge {
  readonly node: number;
  readonly token: number;
}

/** How continuations are read in few passes. */
export interface TreePlan {
  /** Passes; those that belong together follow each other with nothing between. */
  readonly passes: readonly (readonly TreePass[])[];
  /** Where the log-probability of each token of each continuation is found: the number of a pass, all counted, and of an edge. */
  readonly places: readonly (readonly { readonly pass: number; readonly edge: number }[])[];
}

class GrowingTree {
  readonly tokens: number[];
  readonly parents = [-1];
  readonly edges: TreeEdge[] = [];
  readonly #edgeOf: Map<number, number>[] = [new Map()];
  readonly #nodeOf: Map<number, number>[] = [new Map()];

  constructor(root: number) {
    this.tokens = [root];
  }

  /** Whether a continuation fits into the pass with the others. */
  fits(continuation: readonly number[]): boolean {
    let node: number | undefined = 0;
    let known = 0;
    for (const token of continuation) {
      if (node === undefined || !this.#edgeOf[node]?.has(token)) break;
      known += 1;
      node = this.#nodeOf[node]?.get(token);
    }
    const more = continuation.length - known;
    return this.tokens.length + more <= TREE_TOKENS && this.edges.length + more <= TREE_EDGES;
  }

  /** Adds a continuation. @returns its edges */
  add(continuation: readonly number[]): number[] {
    let node = 0;
    return continuation.map((token, i) => {
      const edges = this.#edgeOf[node] as Map<number, number>;
      const edge = edges.get(token) ?? this.edges.push({ node, token }) - 1;
      edges.set(token, edge);
      if (i + 1 < continuation.length) node = this.#child(node, token);
      return edge;
    });
  }

  #child(node: number, token: number): number {
    const children = this.#nodeOf[node] as Map<number, number>;
    let child = children.get(token);
    if (child === undefined) {
      child = this.tokens.push(token) - 1;
      this.parents.push(node);
      this.#edgeOf.push(new Map());
      this.#nodeOf.push(new Map());
      children.set(token, child);
    }
    return child;
  }
}

/** Lays continuations out as trees, what several begin with once. @param root the prompt's last token */
export function treePlan(root: number, continuations: readonly (readonly number[])[]): TreePlan {
  const passes: TreePass[][] = [];
  const places: { pass: number; edge: number }[][] = continuations.map(() => []);
  let count = 0;
  let tree: GrowingTree | undefined;
  const order = continuations.map((_, i) => i).sort((a, b) => compare(at(a), at(b)));
  for (const i of order) {
    if (at(i).length > TREE_TOKENS) continue;
    if (tree === undefined || !tree.fits(at(i))) {
      tree = new GrowingTree(root);
      passes.push([{ offset: 0, tokens: tree.tokens, parents: tree.parents, edges: tree.edges }]);
      count += 1;
    }
    places[i] = tree.add(at(i)).map((edge) => ({ pass: count - 1, edge }));
  }
  continuations.forEach((continuation, i) => {
    if (continuation.length <= TREE_TOKENS) return;
    const path = [root, ...continuation.slice(0, -1)];
    const own: TreePass[] = [];
    for (let offset = 0; offset < path.length; offset += TREE_TOKENS) {
      const tokens = path.slice(offset, offset + TREE_TOKENS);
      own.push({
        offset,
        tokens,
        parents: tokens.map((_, node) => node - 1),
        edges: tokens.map((_, node) => ({ node, token: continuation[offset + node] as number })),
      });
      places[i]?.push(...tokens.map((_, edge) => ({ pass: count, edge })));
      count += 1;
    }
    passes.push(own);
  });
  return { passes, places };

  function at(i: number): readonly number[] {
    return continuations[i] as readonly number[];
  }
}

/** By their tokens, so that those that begin alike are neighbours. */
function compare(a: readonly number[], b: readonly number[]): number {
  const first = a.findIndex((token, i) => token !== b[i]);
  return first < 0 ? a.length - b.length : (a[first] as number) - (b[first] ?? -1);
}
