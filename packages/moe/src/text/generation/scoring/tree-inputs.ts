import { HIDDEN } from '../../../decoder/forward-pass.js';
import { floatTensor, intTensor, type HostTensor } from '../../../numerics/host-tensor.js';
import { TREE_EDGES, TREE_TOKENS, type TreePass } from './continuation-trees.js';

/** A pass over a tree as inputs of `treeFunction`, filled up to its size. @param start cached tokens that every node sees */
export function treeInputs(
  { tokens, parents, edges }: TreePass,
  start: number,
): Record<string, HostTensor> {
  const size = TREE_TOKENS;
  const depths = new Int32Array(size);
  const bias = new Float32Array(size * size).fill(HIDDEN);
  for (let node = 0; node < size; node += 1) {
    const parent = parents[node] ?? -1;
    if (parent >= 0) {
      depths[node] = (depths[parent] as number) + 1;
      bias.copyWithin(node * size, parent * size, (parent + 1) * size); // what its parent sees
    }
    bias[node * size + node] = 0;
  }
  const ids = new Int32Array(size);
  ids.set(tokens);
  const [nodes, targets] = [new Int32Array(TREE_EDGES), new Int32Array(TREE_EDGES)];
  edges.forEach(({ node, token }, edge) => {
    nodes[edge] = node;
    targets[edge] = token;
  });
  return {
    tokens: intTensor(ids, [1, size]),
    starts: intTensor(Int32Array.of(start), [1]),
    depths: intTensor(depths, [1, size]),
    bias: floatTensor(bias, [1, 1, size, size]),
    nodes: intTensor(nodes, [TREE_EDGES]),
    targets: intTensor(targets, [TREE_EDGES]),
  };
}
