import { EngineError } from '../engine-error.js';
import type { OnnxGraph, OnnxNode } from '../onnx/onnx-graph.js';
import { sameShape } from '../tensor-spec.js';
import { NEW_STATE_PREFIX, STATE_PREFIX } from '../trace/trace-function.js';

/** Operators that may write an output into the memory of an input: output index → input index. */
const IN_PLACE: Readonly<Record<string, Readonly<Record<number, number>>>> = {
  GroupQueryAttention: { 1: 3, 2: 4 },
  ScatterND: { 0: 0 },
  ScatterElements: { 0: 0 },
};

/** Element-wise operators: each element is read before its place is written. */
const ELEMENT_WISE: ReadonlySet<string> = new Set(
  'Add Sub Mul Div Pow Min Max Neg Abs Sqrt Exp Log Sigmoid Tanh Where Cast Clip Identity'.split(
    ' ',
  ),
);

/**
 * Checks that each shared state can be overwritten where it lies: same shape and dtype, and nothing reads the old value
 * once the new one is being written.
 * @throws {@link EngineError} `SHARED_STATE_HAZARD`
 */
export function checkSharedState(graph: OnnxGraph, shared: ReadonlySet<string>): void {
  const producers = new Map(
    graph.nodes.flatMap((node) => node.outputs.map((name) => [name, node])),
  );
  for (const name of shared) {
    const input = graph.inputs.find((each) => each.name === STATE_PREFIX + name);
    const output = graph.outputs.find((each) => each.name === NEW_STATE_PREFIX + name);
    if (output === undefined) continue; // read only
    const fail = (got: string): never => {
      throw new EngineError(
        'SHARED_STATE_HAZARD',
        `${graph.name}: expected shared state "${name}" to be updated in place, got ${got}. Leave "${name}" out of sharedState: it then has two buffers that take turns.`,
      );
    };
    if (input === undefined) return fail('a value that does not depend on it');
    if (input.dtype !== output.dtype || !sameShape(input.shape, output.shape))
      fail(
        `${output.dtype} [${output.shape.join(', ')}] for ${input.dtype} [${input.shape.join(', ')}]`,
      );
    const writer = writerOf(output.name, producers);
    if (writer === undefined) continue; // the state itself
    const before = ancestors(writer.node, producers);
    for (const reader of graph.nodes.filter((node) => node.inputs.includes(input.name))) {
      const safe =
        reader === writer.node
          ? writesInPlace(writer, input.name)
          : before.has(reader) && !feeds(reader, writer.node);
      if (!safe)
        fail(`a ${writer.node.opType} that writes it while ${reader.opType} still reads it`);
    }
  }
}

interface Writer {
  readonly node: OnnxNode;
  /** Which output of the node is the new value. */
  readonly output: number;
}

/** The node that computes a value, seen through `Identity`. */
function writerOf(name: string, producers: ReadonlyMap<string, OnnxNode>): Writer | undefined {
  const node = producers.get(name);
  if (node === undefined) return undefined;
  if (node.opType === 'Identity') return writerOf(node.inputs[0] as string, producers);
  return { node, output: node.outputs.indexOf(name) };
}

function writesInPlace({ node, output }: Writer, input: string): boolean {
  if (ELEMENT_WISE.has(node.opType)) return true;
  const place = IN_PLACE[node.opType]?.[output];
  return (
    place !== undefined && node.inputs.every((name, index) => name !== input || index === place)
  );
}

/** Whether ONNX Runtime could fuse two nodes into one that reads and writes at once. */
function feeds(reader: OnnxNode, writer: OnnxNode): boolean {
  return (
    !(ELEMENT_WISE.has(reader.opType) && ELEMENT_WISE.has(writer.opType)) &&
    reader.outputs.some((name) => writer.inputs.includes(name))
  );
}

function ancestors(node: OnnxNode, producers: ReadonlyMap<string, OnnxNode>): Set<OnnxNode> {
  const found = new Set<OnnxNode>();
  const open = [node];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    for (const input of next.inputs) {
      const producer = producers.get(input);
      if (producer === undefined || found.has(producer)) continue;
      found.add(producer);
      open.push(producer);
    }
  }
  return found;
}
