import type { CachedGraph } from '../cache/cache-file.js';
import type { OptimisedGraph } from '../compiled-graph.js';
import type { GraphReport } from '../inspection/graph-report.js';
import type { OnnxGraph, OnnxValueInfo } from '../onnx/onnx-graph.js';
import type { CompiledTrace } from './compile-traced.js';
import { externalFolder } from './external-data.js';
import type { RowUpdate } from './row-updates.js';

/** What is kept of a compiled graph beside its model. */
interface GraphDescription {
  /** Names of the inputs that are left; their specs are those of the traced graph. */
  readonly inputs: readonly string[];
  readonly outputs: readonly OnnxValueInfo[];
  /** Names of the external constants that are left, in the traced graph. */
  readonly externals: readonly string[];
  readonly modelBytes: number;
  readonly updates: readonly RowUpdate[];
  readonly report: GraphReport;
}

/** What a process that finds a compiled graph in the cache needs to know of it, as one line of JSON. */
export function describeGraph({
  compiled,
  graph,
  updates,
  report,
}: Omit<CompiledTrace, 'passesMs'> & { readonly graph: OnnxGraph }): string {
  const description: GraphDescription = {
    inputs: compiled.inputs.map(({ name }) => name),
    outputs: compiled.outputs,
    externals: graph.initializers.flatMap(({ name, external }) => (external ? [name] : [])),
    modelBytes: compiled.modelBytes,
    updates,
    report,
  };
  return JSON.stringify(description);
}

/** The compiled graph that was kept for a traced one. */
export function restoreGraph(
  traced: OnnxGraph,
  { description, model }: CachedGraph,
): OptimisedGraph & Pick<CompiledTrace, 'updates' | 'report'> {
  const { inputs, outputs, externals, modelBytes, updates, report } = JSON.parse(
    description,
  ) as GraphDescription;
  const [left, mapped] = [new Set(inputs), new Set(externals)];
  const initializers = traced.initializers.filter(({ name }) => mapped.has(name));
  return {
    name: traced.name,
    inputs: traced.inputs.filter(({ name }) => left.has(name)),
    outputs,
    externalFolder: externalFolder({ ...traced, initializers }),
    model,
    modelBytes,
    updates,
    report,
  };
}
