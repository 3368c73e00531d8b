import type { OnnxGraph } from '../onnx/onnx-graph.js';
import type { GraphPass } from './graph-pass.js';

/** All passes, in the order in which they run. */
const passes: readonly GraphPass[] = [];

/** Runs the passes that make a traced graph smaller and faster. */
export function runPasses(graph: OnnxGraph): OnnxGraph {
  return passes.reduce((current, pass) => pass(current), graph);
}
