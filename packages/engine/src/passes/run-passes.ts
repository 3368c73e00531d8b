import type { OnnxGraph } from '../onnx/onnx-graph.js';
import { blockProductRows } from './block-product-rows.js';
import { copyTransposedFactors } from './copy-transposed-factors.js';
import { delayDecay } from './delay-decay.js';
import { flattenBatchedProducts } from './flatten-batched-products.js';
import { foldConstants } from './fold-constants.js';
import { foldNegations } from './fold-negations.js';
import { foldScalesIntoProducts } from './fold-scales-into-products.js';
import { foldTransposesIntoProducts } from './fold-transposes-into-products.js';
import { fuseGemm } from './fuse-gemm.js';
import { gatherScalarFactors } from './gather-scalar-factors.js';
import type { GraphPass, PassTarget } from './graph-pass.js';
import { mergeCommonSubexpressions } from './merge-common-subexpressions.js';
import { recomputeInverseRms } from './recompute-inverse-rms.js';
import { nameOutputs } from './name-outputs.js';
import { reducePrecision } from './reduce-precision.js';
import { removeDeadCode } from './remove-dead-code.js';
import { together } from './rule-pass.js';
import { simplifyShapes } from './simplify-shapes.js';

/** All passes, in the order in which they run. Rules that only look at their neighbours share a walk. */
const passes: readonly GraphPass[] = [
  mergeCommonSubexpressions,
  together(foldConstants, simplifyShapes, foldNegations, gatherScalarFactors),
  together(foldTransposesIntoProducts, foldScalesIntoProducts, flattenBatchedProducts),
  together(reducePrecision, fuseGemm, delayDecay),
  copyTransposedFactors,
  blockProductRows,
  recomputeInverseRms,
  mergeCommonSubexpressions,
  removeDeadCode,
  nameOutputs,
];

/**
 * Runs the passes that make a traced graph smaller and faster.
 * @param target - default: float32 on the CPU
 */
export function runPasses(
  graph: OnnxGraph,
  { device = 'cpu', precision = 'float32' }: Partial<PassTarget> = {},
): OnnxGraph {
  return passes.reduce((current, pass) => pass(current, { device, precision }), graph);
}
