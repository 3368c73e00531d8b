import { expect, test } from 'vitest';
import { noisyParameters, tinyConfig } from '../../testing/tiny-model.js';
import { inspectPointerModel } from './inspect-pointer-model.js';

test('reports operators, FLOPs, memory and times of the graphs of a model', async () => {
  const graphs = await inspectPointerModel(
    { config: tinyConfig, parameters: noisyParameters(tinyConfig) },
    { batchSize: 2, prefixLength: 5, outputLength: 3, beamSize: 2, runs: 2, threads: 1 },
  );
  expect(graphs.map(({ name }) => name)).toEqual(['encode prefix', 'decode step', 'train step']);
  for (const { report } of graphs) {
    expect(report.profile?.runs).toBe(1);
    expect(report.profile?.operators.length).toBeGreaterThan(5);
    expect(report.peakBytes).toBeGreaterThan(0);
    expect(report.tracedNodeCount).toBeGreaterThan(report.nodeCount);
    expect(Object.values(report.operators).reduce((sum, count) => sum + count, 0)).toBe(
      report.nodeCount,
    );
  }
  const [encode, decode, train] = graphs.map(({ report }) => report);
  // A step reads one position a beam where encoding reads five; training runs forwards and backwards.
  expect(decode?.flops).toBeLessThan(encode?.flops as number);
  expect(train?.flops).toBeGreaterThan(3 * (encode?.flops as number));
  expect(decode?.initializerBytes).toBeGreaterThan(0); // its weights are constants
});

test('without a mixture all weights are trained', async () => {
  const config = { ...tinyConfig, mixture: null };
  const graphs = await inspectPointerModel(
    { config, parameters: noisyParameters(config) },
    { batchSize: 1, prefixLength: 4, outputLength: 2, beamSize: 1, runs: 1, threads: 1 },
  );
  expect(graphs.at(-1)?.report.profile?.runs).toBe(1);
});
