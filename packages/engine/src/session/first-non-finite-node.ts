import type { Tensor } from 'onnxruntime-common';
import { CompiledGraph, type CompileOptions } from '../compiled-graph.js';
import { fromRuntimeTensor } from '../runtime/runtime-tensor.js';
import type { OnnxGraph, OnnxValueInfo } from '../onnx/onnx-graph.js';
import { widen } from '../widen.js';

/**
 * Finds the operation that first gave a NaN (or an infinity, when no NaN is there), by running the graph once more with
 * every float32 value as an output.
 * @param wanted - which kind is looked for: masks of −∞ are no fault where a NaN is
 * @returns a phrase such as `Log (node 12 of 40, shape [2, 3])`; `undefined` when the second run does not show it
 */
export async function firstNonFiniteNode(
  graph: OnnxGraph,
  options: CompileOptions,
  feeds: Readonly<Record<string, Tensor>>,
  wanted: 'NaN' | 'infinity',
): Promise<string | undefined> {
  const outputs: OnnxValueInfo[] = graph.nodes.flatMap((node) =>
    node.outputs.flatMap((name) => {
      const spec = graph.values.get(name);
      return spec?.dtype === 'float32' ? [{ name, ...spec }] : [];
    }),
  );
  const probe = await CompiledGraph.create({ ...graph, outputs }, options);
  try {
    const results = await probe.run(
      feeds,
      Object.fromEntries(outputs.map(({ name }) => [name, null])),
    );
    const bad = wanted === 'NaN' ? Number.isNaN : (value: number) => !Number.isFinite(value);
    for (const [index, node] of graph.nodes.entries()) {
      for (const name of node.outputs) {
        const tensor = results[name];
        if (tensor === undefined) continue;
        const { data, shape } = widen(fromRuntimeTensor(tensor));
        if (!(data as Float32Array).some(bad)) continue;
        return `${node.opType} (node ${index + 1} of ${graph.nodes.length}, shape [${shape.join(', ')}])`;
      }
    }
    return undefined;
  } finally {
    await probe.release();
  }
}
