/** A part of a query's tree. */
export type TreeNode = Readonly<Record<string, unknown>>;

/** Every object of a tree, the lists between them left out. A stack of our own: deep texts must not overflow the program's. */
export function everyNode(tree: object): readonly TreeNode[] {
  const nodes: TreeNode[] = [];
  const open: unknown[] = [tree];
  while (open.length > 0) {
    const part = open.pop();
    if (typeof part !== 'object' || part === null) continue;
    if (!Array.isArray(part)) nodes.push(part as TreeNode);
    open.push(...(Object.values(part) as unknown[]));
  }
  return nodes;
}
