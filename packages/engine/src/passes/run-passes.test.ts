import { describe, expect, test } from 'vitest';
import { decoderState, decoderTrainStep } from '../decoder.test-support.js';
import { registerGradients } from '../gradients/register-gradients.js';
import { liveBytes } from '../inspection/liveness.js';
import { registerKernels } from '../kernels/register-kernels.js';
import type { OnnxGraph } from '../onnx/onnx-graph.js';
import { traceFunction } from '../trace/trace-function.js';
import { expectSameResults, operatorsOf } from './pass-cases.test-support.js';
import { runPasses } from './run-passes.js';

const config = { vocabulary: 32, width: 16, layers: 3, heads: 2, hidden: 24 };

/** A whole train step of a decoder: forward pass, gradients, AdamW. */
function traceTrainStep(): OnnxGraph {
  registerKernels();
  registerGradients();
  const state = Object.entries(decoderState(config)).map(
    ([name, { shape, dtype }]) => [name, { shape, dtype }] as const,
  );
  const spec = { shape: [2, 8], dtype: 'int32' } as const;
  return traceFunction((inputs, tensors) => decoderTrainStep(config, inputs, tensors), {
    name: 'trainStep',
    inputs: new Map([
      ['ids', spec],
      ['targets', spec],
    ]),
    state: new Map(state),
    constants: new Map(),
  });
}

describe('runPasses on a train step', () => {
  const traced = traceTrainStep();

  test.each(['cpu', 'webgpu'] as const)('computes the same for %s', async (device) => {
    const graph = runPasses(traced, { device });
    expect(graph.nodes.length).toBeLessThan(traced.nodes.length);
    await expectSameResults(traced, graph, 1e-4, 0.1); // second moments are positive
  });

  test('computes rotary tables once, without negations in gradients', () => {
    const [before, after] = [operatorsOf(traced), operatorsOf(runPasses(traced))];
    expect(before).toMatchObject({ Sin: 2 * config.layers, Cos: 2 * config.layers });
    expect(after['Sin']).toBeUndefined();
    expect(after['Cos']).toBeUndefined();
    const negations = ({ nodes, values }: OnnxGraph) =>
      nodes.filter(
        ({ opType, outputs }) =>
          opType === 'Neg' && values.get(outputs[0] as string)?.shape.length === 4, // (B, H, T, D/2)
      ).length;
    expect(negations(traced)).toBe(2 * config.layers);
    expect(negations(runPasses(traced))).toBe(0);
  });

  test('leaves no FusedMatMul for WebGPU', () => {
    const after = operatorsOf(runPasses(traced, { device: 'webgpu' }));
    expect(after['FusedMatMul']).toBeUndefined();
    expect(after['Gemm']).toBeGreaterThan(0);
  });

  test('needs no more memory than the traced graph', () => {
    expect(Math.max(...liveBytes(runPasses(traced)))).toBeLessThanOrEqual(
      Math.max(...liveBytes(traced)),
    );
  });

  test('knows shape and dtype of every value', () => {
    const graph = runPasses(traced);
    const names = graph.nodes.flatMap(({ inputs, outputs }) => [...inputs, ...outputs]);
    expect(names.filter((name) => name !== '' && !graph.values.has(name))).toEqual([]);
  });
});
